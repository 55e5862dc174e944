/** Appending to the log. */
export type { AuditLog, KeptSize } from './audit-log.ts'
export type { WriterState } from './group-writer.ts'
export { type AuditLogOptions, openAuditLog } from './open-audit-log.ts'
export type { DurableSize } from './open-origin.ts'
export { folderOf, isClosedOrigin, listOrigins } from './origin-folder.ts'
