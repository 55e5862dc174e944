import { expect, it } from 'vitest'
import { allArticles, article } from './articles.ts'

it('answers for a sentence with its own text', () => {
  expect(article('REG-16.2c')).toEqual({ id: 'REG-16.2c', zh: '仅限按约定用途使用', en: 'Use only as agreed' })
})

it('answers for a sentence without a text with the paragraph it belongs to', () => {
  expect(article('REG-27a')?.id).toBe('REG-27')
  expect(article('REG-32.3a')?.id).toBe('REG-32.3')
  expect(article('REG-34(1)b')?.id).toBe('REG-34')
  expect(article('OPI-XIX.a')?.id).toBe('OPI-XIX')
  expect(article('PLAN-III.1a')?.id).toBe('PLAN-III.1')
})

it('knows nothing of an article that does not exist', () => {
  expect(article('REG-99')).toBeUndefined()
  expect(article('toString')).toBeUndefined()
  expect(article('')).toBeUndefined()
})

it('keeps the order of the statutes', () => {
  const regulations = allArticles().filter(({ id }) => id.startsWith('REG-'))
  const numbers = regulations.map(({ id }) => Number(/^REG-(\d+)/u.exec(id)?.[1]))
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
})
