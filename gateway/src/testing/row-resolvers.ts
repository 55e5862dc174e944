/** How an agency of a test resolves its graph from its rows. */
import type { TestItem } from './test-graph.ts'

/** A row as the agency keeps it: the envelope's facts and the payload. */
export type TestRow = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly item: string
  readonly subject: string
  readonly determinedOn: string
}

/** What the resolvers read of their agency. */
export interface Answering {
  readonly id: string
  readonly rows: readonly TestRow[]
  readonly readings: ((args: Readonly<Record<string, unknown>>) => unknown) | null
}

interface PageArguments {
  readonly first?: number
  readonly after?: string
}

/** Resolvers of the kit's shape: entities by key, connections newest first, one row or null. */
export function rowResolvers(agency: Answering, items: readonly TestItem[]): Record<string, unknown> {
  const capital = agency.id.charAt(0).toUpperCase() + agency.id.slice(1)
  const subject = (key: 'uscc' | 'ref') => ({
    __resolveReference: (reference: Record<string, unknown>) => reference,
    [agency.id]: (parent: Record<string, string>) => ({ key: parent[key] }),
  })
  const places = Object.fromEntries(
    items.map((item) => [
      item.place,
      ({ key }: { key: string }, page: PageArguments) => {
        const mine = agency.rows.filter((row) => row.item === item.id && row.subject === key).toSorted(newestFirst)
        return item.many ? pageOf(mine, page) : (mine[0] ?? null)
      },
    ]),
  )
  const placesOf = (kind: 'organizations' | 'persons') =>
    Object.fromEntries(items.flatMap((item) => (item[kind] ? [[item.place, places[item.place]]] : [])))
  const readings = { whoReadMyRecord: (_: unknown, args: Record<string, unknown>) => agency.readings?.(args) ?? null }
  return {
    ...(agency.id === 'office' ? { Query: readings } : {}),
    Organization: subject('uscc'),
    [`Organization${capital}`]: placesOf('organizations'),
    ...(items.some(({ persons }) => persons)
      ? { NaturalPerson: subject('ref'), [`NaturalPerson${capital}`]: placesOf('persons') }
      : {}),
    ...Object.fromEntries(
      items.map(({ type }) => [
        type,
        {
          __resolveReference: ({ id }: { id: string }) => agency.rows.find((row) => row.id === id) ?? null,
          objection: () => null,
          masked: () => [],
        },
      ]),
    ),
  }
}

function newestFirst(a: TestRow, b: TestRow): number {
  if (a.determinedOn === b.determinedOn) return a.id < b.id ? -1 : 1
  return a.determinedOn < b.determinedOn ? 1 : -1
}

function pageOf(rows: readonly TestRow[], { first = 20, after }: PageArguments): object {
  const start = after === undefined ? 0 : rows.findIndex((row) => cursorOf(row) === after) + 1
  const nodes = rows.slice(start, start + first)
  const last = nodes.at(-1)
  const endCursor = last === undefined ? null : cursorOf(last)
  return { nodes, pageInfo: { hasNextPage: rows.length > start + first, endCursor } }
}

function cursorOf(row: TestRow): string {
  return Buffer.from(`${row.determinedOn}|${row.id}`).toString('base64url')
}
