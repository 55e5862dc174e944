/** Supergraphs are judged beside the process that answers: whatever they do, it goes on, and never stands still for long. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { beforeAll, expect, test } from 'vitest'
import { type TestGraph, testGraph } from '../testing/test-graph.ts'
import { judgeSupergraph } from './judge-supergraph.ts'
import { SupergraphLoader } from './load-supergraph.ts'

const warm = (): Promise<boolean> => Promise.resolve(true)
let graph: TestGraph

beforeAll(() => {
  graph = testGraph(['amr', 'tax', 'court', 'tour', 'fin', 'office'])
})

test('a supergraph that loads gives schema, marks and requirements, and no turn of the loop waits 250 ms for it', async () => {
  const loader = new SupergraphLoader(warm)
  // The first use of a parser compiles it: a bundle that is replaced has been loaded by the same code.
  await loader.load(graph.sdl)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const loaded = await loader.load(`${graph.sdl}\n# another`)
  delay.disable()
  expect(delay.max / 1e6).toBeLessThan(250)
  expect(Object.keys(loaded.apiSchema.getQueryType()?.getFields() ?? {})).toContain('organization')
  expect(loaded.coordinates.item('AmrPenalty.violation')).toBe('amr.penalty')
  expect(loaded.federation.keysOf('AmrPenalty')).toEqual(['AmrPenalty.id'])
  expect(loaded.apiSchema.getType('AmrPenalty')?.astNode?.loc).toBeUndefined()
})

test('unchanged text is loaded once', async () => {
  let warmed = 0
  const loader = new SupergraphLoader(async () => (warmed += 1) > 0)
  const first = await loader.load(graph.sdl)
  expect(await loader.load(graph.sdl)).toBe(first)
  expect(warmed).toBe(1)
})

test.each([
  ['no GraphQL', () => 'type {'],
  ['a type that is missing', () => 'type Query { broken: Missing }'],
  ['a schema that is no supergraph', () => 'type Query { plain: Int }'],
  ['a supergraph with a directive nobody defines', () => graph.sdl.replace('@join__graph(', '@join__grph(')],
])('%s is refused, and not judged again', async (_what, make) => {
  let warmed = 0
  const loader = new SupergraphLoader(async () => (warmed += 1) > 0)
  const poisoned = make()
  for (let round = 0; round < 2; round += 1)
    await expect(loader.load(poisoned)).rejects.toThrow(expect.objectContaining({ code: 'BUNDLE_UNLOADABLE' }))
  expect(warmed).toBe(1)
})

test('a supergraph that no planner loads is refused', async () => {
  const loader = new SupergraphLoader(async () => false)
  await expect(loader.load(graph.sdl)).rejects.toThrow(expect.objectContaining({ code: 'BUNDLE_UNLOADABLE' }))
})

test.each([
  ['its time', { wallMs: 1 }],
  ['its memory', { heapMb: 20 }],
])('a judge over %s is ended and has said nothing', async (_what, bounds) => {
  expect(await judgeSupergraph(graph.sdl, bounds)).toBeNull()
})
