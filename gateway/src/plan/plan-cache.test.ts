import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { planCache } from './plan-cache.ts'

const bundle = (): RunningBundle => ({ apiSchema: buildSchema('type Query { a: Int }') }) as RunningBundle

/** A cache of numbers; negative ones are refusals. */
function counting(bytesMax: number): { made: string[]; take: (text: string, weight?: number) => Promise<number> } {
  const made: string[] = []
  const running = bundle()
  const cache = planCache<number>({ weigh: (outcome) => (outcome < 0 ? null : outcome), bytesMax })
  const take = (text: string, weight = 1): Promise<number> =>
    cache.take(running, text, async () => {
      made.push(text)
      return weight
    })
  return { made, take }
}

test('a plan is made once, also when it is asked for while it is being made', async () => {
  const { made, take } = counting(100)
  await Promise.all([take('a'), take('a')])
  await take('a')
  expect(made).toEqual(['a'])
})

test('a refusal is handed to all who wait for it and not kept', async () => {
  const { made, take } = counting(100)
  expect(await Promise.all([take('a', -1), take('a', -1)])).toEqual([-1, -1])
  await take('a', -1)
  expect(made).toEqual(['a', 'a'])
})

test('a failure is not kept either', async () => {
  const cache = planCache<number>({ weigh: (outcome) => outcome })
  const running = bundle()
  await expect(cache.take(running, 'a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  expect(await cache.take(running, 'a', async () => 1)).toBe(1)
})

test('weight is bounded; documents that never repeat push out each other and no plan that is asked for again', async () => {
  const { made, take } = counting(100)
  await take('kept', 10)
  await take('kept')
  for (let one = 0; one < 1000; one += 1) await take(`new ${one}`, 5)
  await take('kept')
  expect(made.filter((text) => text === 'kept')).toHaveLength(1)
  made.length = 0
  // A quarter of the weight is for what was asked once: five of these fit.
  for (let one = 0; one < 1000; one += 1) await take(`new ${one}`, 5)
  expect(made).toHaveLength(1000)
  for (const one of [995, 996, 997, 998, 999]) await take(`new ${one}`)
  expect(made).toHaveLength(1000)
})

test('a plan heavier than the cache is answered and not kept', async () => {
  const { made, take } = counting(100)
  expect(await take('a', 1000)).toBe(1000)
  await take('a', 1000)
  expect(made).toEqual(['a', 'a'])
})

test('bundles with one supergraph share plans; another supergraph has its own', async () => {
  const cache = planCache<number>({ weigh: () => 1 })
  const [one, two] = [bundle(), bundle()]
  let made = 0
  const make = async (): Promise<number> => (made += 1)
  await cache.take(one, 'a', make)
  await cache.take({ ...one, digest: 'another bundle' }, 'a', make)
  expect(made).toBe(1)
  await cache.take(two, 'a', make)
  expect(made).toBe(2)
})
