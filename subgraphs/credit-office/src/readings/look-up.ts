/** `POST /audit/lookups` at the registry: what the index of all logs holds for a subject's names (audit.md §6). */
import { lookupDeadlineMs } from '../limits.ts'
import { askRegistry, type OfficeAsker } from './ask-registry.ts'
import type { MonthName } from './month-keys.ts'

/** What is asked; instants in UTC milliseconds, `to` not included. */
export interface LookUp {
  readonly names: readonly MonthName[]
  readonly from: number
  readonly to: number | null
  readonly first: number
  readonly after: string | null
}

/** An entry found; `sealed`: its payload, base64; `null` where it was erased or never was. */
export interface FoundEntry {
  readonly origin: string
  readonly index: number
  readonly leaf: string
  readonly sealed: string | null
}

/** How far the index of one log is; `completeAt` in UTC milliseconds. */
export interface OriginHead {
  readonly origin: string
  readonly indexed: number
  readonly settled: number
  readonly completeAt: number
  readonly ended: boolean
}

/** A body by its id. */
export type BodyNames = Readonly<Record<string, { readonly zh: string; readonly en: string }>>

export interface FoundPage {
  readonly entries: readonly FoundEntry[]
  readonly next: string | null
  readonly origins: readonly OriginHead[]
  readonly bodies: BodyNames
}

/** Asks once. Rejects while registry or index are away: nobody is told an empty list for it. */
export async function lookUp(asker: OfficeAsker, { names, from, to, first, after }: LookUp): Promise<FoundPage> {
  const pseudonyms = Object.fromEntries(names.map(({ month, pseudonym }) => [month, [pseudonym]]))
  const question = JSON.stringify({ pseudonyms, from, to, first, after })
  const answer = await askRegistry(asker, '/audit/lookups', question, AbortSignal.timeout(lookupDeadlineMs))
  return pageOf(answer)
}

function pageOf(answer: unknown): FoundPage {
  const page = answer as Partial<FoundPage> | null
  const isWhole = Array.isArray(page?.entries) && Array.isArray(page.origins) && typeof page.bodies === 'object'
  if (!isWhole) throw new Error('expected entries, origins and bodies of the index')
  return page as FoundPage
}
