/**
 * What is kept beside the audit log. This door is light: the driver of PostgreSQL is loaded when a database is opened,
 * so that a process that only forks its keeper never holds it.
 */
import type { AuditDatabase } from './keeper/messages.ts'
import type { AuditReader } from './reading/audit-reader.ts'
import type { Reindexed } from './reindex/reindex.ts'
import type { TraceScan, TraceSources } from './traces/scan-for-traces.ts'

export { type AuditStoreCode, AuditStoreError } from './errors.ts'
export { type KeeperLine, keeperLine } from './events.ts'
export type { AuditDatabase, KeeperEvent, KeptOrigin } from './keeper/messages.ts'
export type { Keeper } from './keeper/open-keeper.ts'
export { type KeeperHealth, type KeptLog, type KeptLogOptions, openKeptLog } from './keeper/open-kept-log.ts'
export type { AuditReader, OriginHead } from './reading/audit-reader.ts'
export type { CheckedRows } from './reading/check-rows.ts'
export type { FoundEntry, LookedUpEntry, Page } from './reading/find-entries.ts'
export { type LookupQuestion, type Place, readLookup, readSearch, type SearchQuestion } from './reading/question.ts'
export type { EntryPlace, StandingPayload } from './reading/standing-payloads.ts'
export type { Reindexed } from './reindex/reindex.ts'
export { type KeeperSettings, noKeeperSettings, readKeeperSettings } from './settings.ts'
export type { Trace, TraceScan, TraceSources } from './traces/scan-for-traces.ts'

/** Opens the audit store for questions, erasure and re-indexing; connects at the first of them. */
export async function openAuditReader(databaseUrl: string): Promise<AuditReader> {
  const { openReader } = await import('./reading/audit-reader.ts')
  return openReader(databaseUrl)
}

/**
 * Makes the index again from the folder of a node, `…/audit/<node>`.
 * @throws AuditStoreError `AUDIT_STORE_UNAVAILABLE`
 */
export async function reindex(directory: string, database: AuditDatabase): Promise<readonly Reindexed[]> {
  const { reindexFolder } = await import('./reindex/reindex.ts')
  return reindexFolder(directory, database)
}

/** Looks for words that must stand nowhere in logs, exports and stores of the audit (AU11). */
export async function scanForTraces(words: readonly string[], sources: TraceSources): Promise<TraceScan> {
  const { scanForTraces: scan } = await import('./traces/scan-for-traces.ts')
  return scan(words, sources)
}
