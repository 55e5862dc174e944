/** Brings the tables up to date where this keeper has the owner's connection; tried again until it worked once. */
import type { AuditDatabase } from './messages.ts'

export function onceReady(database: AuditDatabase | null): () => Promise<void> {
  let isReady = database?.migrationUrl === undefined
  return async () => {
    if (isReady || database?.migrationUrl === undefined) return
    // The migrations' library is loaded where it is needed: not in every keeper.
    const { migrateAuditStore } = await import('../store/migrate.ts')
    await migrateAuditStore(database.migrationUrl, database.databaseUrl)
    isReady = true
  }
}
