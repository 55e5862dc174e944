import { expect, it } from 'vitest'
import { article } from './articles.ts'
import { duties } from './duties.ts'

it('holds every requirement once, and the eighteen decisions', () => {
  const ids = duties().map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.filter((id) => /^D\d+$/u.test(id))).toHaveLength(18)
  expect(ids).toHaveLength(239)
})

it('has an article for every duty', () => {
  expect(duties().filter(({ id }) => article(id) === undefined)).toEqual([])
})
