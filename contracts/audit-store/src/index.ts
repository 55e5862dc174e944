/**
 * What is kept beside the audit log. This door is light: the driver of PostgreSQL is loaded when a database is opened.
 */
import type { AuditReader } from './reading/audit-reader.ts'

export { type AuditStoreCode, AuditStoreError } from './errors.ts'
export type { AuditReader, OriginHead } from './reading/audit-reader.ts'
export type { FoundEntry, LookedUpEntry, Page } from './reading/find-entries.ts'
export { type LookupQuestion, type Place, readLookup, readSearch, type SearchQuestion } from './reading/question.ts'

/** Opens the audit store for questions, erasure and re-indexing; connects at the first of them. */
export async function openAuditReader(databaseUrl: string): Promise<AuditReader> {
  const { openReader } = await import('./reading/audit-reader.ts')
  return openReader(databaseUrl)
}
