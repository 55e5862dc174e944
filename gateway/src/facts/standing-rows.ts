/** The office's answers about standings, read at the edge: `{epoch, rows, next}`, numbers ordered and without a gap. */
import type { Standing, StandingRow } from '@xinqiao/schema'
import { GatewayError } from '../errors.ts'

export interface StandingsPage {
  readonly epoch: string
  readonly rows: readonly StandingRow[]
  /** What to give as `after` next time. */
  readonly next: number
}

const standings: ReadonlySet<string> = new Set<Standing>(['disclosed', 'annotated', 'expired', 'restored', 'revoked'])

/** @throws GatewayError `OFFICE_UNAVAILABLE` for anything else: a page that cannot be read is no page. */
export function readStandingsPage(value: unknown): StandingsPage {
  const page = (typeof value === 'object' && value !== null ? value : {}) as Partial<
    Record<keyof StandingsPage, unknown>
  >
  const { epoch, rows, next } = page
  if (typeof epoch !== 'string' || !Array.isArray(rows) || !isNumber(next)) throw unreadable()
  return { epoch, rows: rows.map(readRow), next }
}

/** Whether a page follows on a number without a gap. */
export function follows(page: StandingsPage, after: number): boolean {
  const inOrder = page.rows.every((row, index) => row.n === after + 1 + index)
  return inOrder && page.next === after + page.rows.length
}

function readRow(value: unknown): StandingRow {
  const row = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>
  const { n, record, standing, since, document = null, case: caseNumber = null } = row
  if (!isNumber(n) || typeof record !== 'string' || typeof since !== 'string') throw unreadable()
  if (typeof standing !== 'string' || !standings.has(standing)) throw unreadable()
  if (!isTextOrNull(document) || !isTextOrNull(caseNumber)) throw unreadable()
  return Object.freeze({ n, record, standing: standing as Standing, since, document, case: caseNumber })
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}

function unreadable(): GatewayError {
  return new GatewayError('OFFICE_UNAVAILABLE', 'expected a page of standings')
}
