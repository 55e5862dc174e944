import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { OperationForm } from '../decide/operation-form.ts'
import { failureStop } from '../decide/stop.ts'
import { aPlan, key, openGraph } from '../testing/a-fetch.ts'
import { closedByKeys } from './closed-by-keys.ts'

const schema = buildSchema(`
  type Query { works: [Work] desk: Desk }
  interface Work { id: ID title: String rating: Int near: Work }
  type Tale implements Work { id: ID title: String rating: Int near: Work pages: Int }
  type Song implements Work { id: ID title: String rating: Int near: Work }
  type Desk { code: ID of: Owner floor: Int } type Owner { id: ID name: String }`)
const graph = openGraph(schema)
const running = graph as RunningBundle
const entities = (selection: string): string =>
  `query($representations:[_Any!]!){_entities(representations:$representations){${selection}}}`

/** What a plan of these fetches closes where these coordinates are. */
function closedFor(denied: readonly string[], ...nodes: Parameters<typeof aPlan>[1][]): readonly string[] {
  return closedTogether(false, denied, ...nodes)
}

function closedTogether(
  together: boolean,
  denied: readonly string[],
  ...nodes: Parameters<typeof aPlan>[1][]
): readonly string[] {
  const input = (coordinate: string) => (denied.includes(coordinate) ? failureStop('ITEM_NOT_IN_CONTRACT', null) : null)
  const form = { collecting: { judge: { input } } } as unknown as OperationForm
  return [...closedByKeys(running, form, aPlan(graph, ...nodes), together).keys()].toSorted()
}

const works = { operation: '{works{__typename id}}' }
const ratings = { operation: entities('...on Work{rating}'), requires: [key('Work', 'id')] }

test('a plan that names nothing closed is lawful', () => {
  expect(closedFor(['Desk.floor', 'Tale.pages'], works, ratings)).toEqual([])
})

test('a key closed for one type of an interface closes what it leads to, for that type alone', () => {
  expect(closedFor(['Tale.id'], works, ratings)).toEqual(['Tale.id', 'Tale.rating'])
})

test('a key closed for all of them closes all', () => {
  expect(closedFor(['Tale.id', 'Song.id'], works, ratings)).toEqual([
    'Song.id',
    'Song.rating',
    'Tale.id',
    'Tale.rating',
  ])
})

test('written on the interface, it is read of those alone whom the representations name', () => {
  const ofSongs = { operation: entities('...on Work{rating}'), requires: [key('Song', 'id')] }
  expect(closedFor(['Tale.rating'], works, ofSongs)).toEqual([])
  expect(closedFor(['Song.rating'], works, ofSongs)).toEqual(['Song.rating'])
  const near = { operation: entities('...on Work{near{rating}}'), requires: [key('Song', 'id')] }
  expect(closedFor(['Tale.rating'], works, near)).toEqual(['Tale.rating'])
})

test('what was closed closes in turn what is computed from it', () => {
  const pages = { operation: entities('...on Tale{pages}'), requires: [key('Tale', 'rating')] }
  expect(closedFor(['Tale.id'], works, ratings, pages)).toEqual(['Tale.id', 'Tale.pages', 'Tale.rating'])
})

test('a part inside a key closes what the whole key leads to', () => {
  const desk = { operation: '{desk{__typename of{id}}}' }
  const nested = {
    ...key('Desk'),
    selections: [{ kind: 'Field' as const, name: 'of', selections: [{ kind: 'Field' as const, name: 'id' }] }],
  } as ReturnType<typeof key>
  const floor = { operation: entities('...on Desk{floor}'), requires: [nested] }
  expect(closedFor(['Owner.id'], desk, floor)).toEqual(['Desk.floor', 'Owner.id'])
  expect(closedFor(['Owner.name'], desk, floor)).toEqual([])
})

test('a key of the same name on another type closes nothing', () => {
  const desk = { operation: '{desk{__typename code of{id}}}' }
  const floor = { operation: entities('...on Desk{floor}'), requires: [key('Desk', 'code')] }
  expect(closedFor(['Owner.id'], desk, floor)).toEqual(['Owner.id'])
})

test('what the planner asks of all types at once is closed for all, where nothing else helps', () => {
  expect(closedTogether(true, ['Tale.rating'], works, ratings)).toEqual(['Song.rating', 'Tale.rating'])
  expect(closedTogether(true, ['Tale.pages'], works, ratings)).toEqual([])
})
