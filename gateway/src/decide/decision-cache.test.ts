import { afterAll, beforeAll, expect, test } from 'vitest'
import { aContract } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'
import { decisionCache, type JudgedDocument } from './decision-cache.ts'
import { decisionBytesMax, decisionBytesPerContractMax } from './limits.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr'])
})
afterAll(() => hub.close())

const contract = aContract()
const padded = (name: string): string => `#${'x'.repeat(60 * 1024)}\n{ ${name}: __typename }`

function taking(): (text: string, of?: string, operationName?: string | null) => JudgedDocument {
  const cache = decisionCache()
  const contracts = new Map<string, typeof contract>()
  return (text, of = 'CT-1', operationName = null) => {
    const own = contracts.get(of) ?? aContract({ id: of })
    contracts.set(of, own)
    return cache.take(hub.running, own, text, operationName, true)
  }
}

test('an empty name of an operation is not no name, and no name runs into a text', () => {
  const take = taking()
  expect(take('{ __typename }', 'CT-1', '').reading.kind).toBe('unreadable')
  expect(take('{ __typename }').reading.kind).toBe('read')
  const two = 'query A { a: __typename } query B { b: __typename }'
  const [a, b] = [take(two, 'CT-1', 'A'), take(two, 'CT-1', 'B')]
  expect([a.reading, b.reading].map((one) => one.kind === 'read' && one.operation.name?.value)).toEqual(['A', 'B'])
  expect(take('A { a: __typename }', 'CT-1', 'query').reading.kind).toBe('unreadable')
  expect(take('query A { a: __typename }').reading.kind).toBe('read')
})

test('a document that is too large pushes out nothing', () => {
  const take = taking()
  const kept = take('{ __typename }')
  const large = `${'#'.repeat(900 * 1024)}\n{ __typename }`
  expect(take(large).reading).toMatchObject({ code: 'OPERATION_TOO_LARGE' })
  expect(take('{ __typename }')).toBe(kept)
})

test('many contracts together hold no more than all may, and the one that holds most gives up first', () => {
  const take = taking()
  const small = take('{ __typename }', 'CT-small')
  const perContract = Math.floor(decisionBytesPerContractMax / (61 * 1024))
  const contracts = Math.ceil(decisionBytesMax / decisionBytesPerContractMax) + 2
  const all = Array.from(
    { length: contracts * perContract },
    (_, n) => [padded(`n${n}`), `CT-${n % contracts}`] as const,
  )
  const first = all.map(([text, of]) => take(text, of))
  expect(take('{ __typename }', 'CT-small')).toBe(small)
  const still = all.toReversed().filter(([text, of], n) => take(text, of) === first.at(-1 - n))
  expect(still.length * 60 * 1024).toBeLessThanOrEqual(decisionBytesMax)
  expect(still.length).toBeGreaterThan(1)
})
