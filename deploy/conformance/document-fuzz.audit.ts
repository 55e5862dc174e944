/** A short run of the document fuzzer with fixed seeds; `document-fuzz.ts --seed N --cases N` runs longer ones. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { canary } from './document-fuzz/canary.ts'
import { faultOf } from './document-fuzz/check-answer.ts'
import { type HubGraph, openHubGraph } from './document-fuzz/hub-graph.ts'
import { runDocumentFuzz } from './document-fuzz/run-document-fuzz.ts'

let hub: HubGraph
beforeAll(async () => {
  hub = await openHubGraph()
})
afterAll(() => hub.close())

it.each([1, 20_261_123])(
  'answers random, broken and hostile documents with known codes alone, tells nothing, and stands still for none (seed %d)',
  async (seed) => {
    const { cases, outcomes, heapMb, found } = await runDocumentFuzz(hub, { seed, cases: 700 })
    expect(found).toBeNull()
    expect(cases).toBe(700)
    expect(outcomes.get('answered')).toBeGreaterThan(10)
    expect(heapMb[1]).toBeLessThan(heapMb[0] + 32)
  },
)

it('would notice what may not be told', () => {
  const sent = { query: '{ a }', operationName: null, variables: {}, accept: '*/*', contract: 0 }
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  const fault = (status: number, body: unknown): string | null =>
    faultOf(sent, { status, headers, body: JSON.stringify(body) })
  expect(fault(200, { data: { a: 1 } })).toBeNull()
  expect(fault(200, { data: { a: canary } })).toBe('a canary')
  expect(fault(500, { errors: [{ message: 'x', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] })).toContain('code')
  const code = 'GRAPHQL_VALIDATION_FAILED'
  expect(fault(400, { errors: [{ message: 'No a. Did you mean "b"?', extensions: { code } }] })).toContain('message')
  expect(fault(503, { errors: [{ message: 'x', extensions: { code } }] })).toContain('status')
})
