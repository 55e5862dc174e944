/** The audit store as the registry shows it: the auditor searches, the operator erases and has the index made again. */
import { asObject } from '../output/profile.ts'
import { ownError } from '../texts/lessons.ts'
import type { FoundHub } from './find-hub.ts'
import { readJsonKey } from './read-key.ts'
import { auditorCall, operatorCall } from './registry-calls.ts'
import { getSigned } from './signed-request.ts'

/** An entry found; `leaf` is the log's exact text. */
export interface FoundEntry {
  readonly origin: string
  readonly index: number
  readonly at: number
  readonly leaf: string
}

/** How far the index of a log is; `completeAt` in UTC milliseconds. */
export interface OriginHead {
  readonly origin: string
  readonly indexed: number
  readonly settled: number
  readonly completeAt: number
  readonly ended: boolean
}

/** A page of a search. */
export interface SearchPage {
  readonly entries: readonly FoundEntry[]
  readonly next: string | null
  readonly origins: readonly OriginHead[]
}

/** `POST /audit/search`. Throws CliError with what stands against the question. */
export async function searchIndex(hub: FoundHub, question: Readonly<Record<string, unknown>>): Promise<SearchPage> {
  const { entries, next, origins } = await auditorCall(hub, '/audit/search', question)
  if (!Array.isArray(entries) || !Array.isArray(origins)) throw ownError('HUB_ANSWERED_WITH_AN_ERROR')
  return {
    entries: entries as readonly FoundEntry[],
    next: typeof next === 'string' ? next : null,
    origins: origins as readonly OriginHead[],
  }
}

/** `GET /audit/index`: how far each log is in it. Throws CliError when the audit store is away, or there is none. */
export async function indexHeads(hub: FoundHub): Promise<readonly OriginHead[]> {
  const { origins } = asObject(await getSigned(`${hub.registry}/audit/index`, readJsonKey(hub.operatorKey)))
  if (!Array.isArray(origins)) throw ownError('HUB_ANSWERED_WITH_AN_ERROR')
  return origins as readonly OriginHead[]
}

/** A page of the index held against its leaves, from an entry on; hashes in hex, `null` where there is no row. */
export interface IndexCheck {
  readonly to: number
  readonly hashes: readonly (string | null)[]
  readonly unfit: readonly number[]
  readonly lost: readonly number[]
}

/** `POST /audit/check`. Throws CliError with what stands against the question. */
export async function checkIndex(hub: FoundHub, origin: string, from: number): Promise<IndexCheck> {
  const { to, hashes, unfit, lost } = await auditorCall(hub, '/audit/check', { origin, from })
  const isWhole = typeof to === 'number' && [hashes, unfit, lost].every(Array.isArray)
  if (!isWhole) throw ownError('HUB_ANSWERED_WITH_AN_ERROR')
  return { to, hashes, unfit, lost } as IndexCheck
}

/** `POST /audit/erase`: whether there was a payload. */
export async function eraseEntry(hub: FoundHub, origin: string, index: number, basis: string): Promise<boolean> {
  const { erased } = await operatorCall(hub, '/audit/erase', { origin, index, basis })
  return erased === true
}

/** `POST /audit/reindex`: the logs whose index was emptied, as it was before. */
export async function emptyIndex(hub: FoundHub, origin: string | undefined): Promise<readonly OriginHead[]> {
  const { origins } = asObject(await operatorCall(hub, '/audit/reindex', origin === undefined ? {} : { origin }))
  if (!Array.isArray(origins)) throw ownError('HUB_ANSWERED_WITH_AN_ERROR')
  return origins as readonly OriginHead[]
}
