/** The oracle's places below an agency: the lawful rows of a subject, newest first, in pages. */
import type { CreditSubject } from '../../authenticate/authenticated.ts'
import { openCursor } from '../../plan/sealed-cursor.ts'
import type { TestRow } from '../row-resolvers.ts'
import { fuzzItems } from './hub-items.ts'
import type { Answering, RecordSource, Source } from './oracle-sources.ts'

/** A page of a connection, or the one row there is. */
export function agencyPlace(
  on: Answering,
  about: CreditSubject,
  type: string,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Source | null {
  const item = fuzzItems.find(({ place, listed }) => place === name && type.toLowerCase().endsWith(listed.provider))
  if (item === undefined) throw new Error(`no item at ${type}.${name}`)
  const record = (row: TestRow | null): RecordSource => ({ at: 'record', item: item.id, about, row })
  if (on.isImagined) return item.many ? { at: 'page', about, nodes: [record(null)], info: null } : record(null)
  const rows = on.world.rows.filter((one) => one.item === item && one.row.subject === about.key).map(({ row }) => row)
  const lawful = rows.filter((row) => on.law.row(row).kind === 'show').toSorted(newestFirst)
  const [one] = lawful
  if (!item.many) return one === undefined ? null : record(one)
  return page(on, about, `${type}.${name}`, lawful, args, record)
}

function page(
  on: Answering,
  about: CreditSubject,
  coordinate: string,
  lawful: readonly TestRow[],
  { first, after }: Readonly<Record<string, unknown>>,
  record: (row: TestRow) => RecordSource,
): Source {
  const following =
    typeof after === 'string' ? lawful.filter((row) => isBehind(on, about, coordinate, after, row)) : lawful
  const size = typeof first === 'number' ? first : 100
  const shown = following.slice(0, size)
  const last = shown.at(-1)
  const info = {
    hasNextPage: following.length > shown.length,
    endCursor: last === undefined ? null : on.world.seal(cursorOf(last), about.key, coordinate),
  }
  return { at: 'page', about, nodes: shown.map(record), info }
}

function isBehind(on: Answering, about: CreditSubject, coordinate: string, after: string, row: TestRow): boolean {
  const { secrets, contract } = on.world
  const opened = openCursor(secrets.cursorKey, after, { contract: contract.id, subject: about.key, coordinate })
  const [determinedOn = '', ...id] = Buffer.from(opened ?? '', 'base64url')
    .toString()
    .split('|')
  return newestFirst({ determinedOn, id: id.join('|') }, row) < 0
}

function cursorOf({ determinedOn, id }: TestRow): string {
  return Buffer.from(`${determinedOn}|${id}`).toString('base64url')
}

function newestFirst(one: Pick<TestRow, 'determinedOn' | 'id'>, other: Pick<TestRow, 'determinedOn' | 'id'>): number {
  if (one.determinedOn !== other.determinedOn) return one.determinedOn > other.determinedOn ? -1 : 1
  return one.id === other.id ? 0 : one.id < other.id ? -1 : 1
}
