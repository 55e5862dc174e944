/** The audit log: append, and verify offline. Node's own modules only. */

export type { AuditEntry, AuditKind, AuditReceipt } from './audit-entry.ts'
export type { Json } from './canonical-json.ts'
export { AuditDamaged, AuditLogError, type AuditLogErrorCode, AuditUnavailable } from './errors.ts'
export type { AuditLog } from './group-writer.ts'
export * from './keys/index.ts'
export * from './merkle/index.ts'
export * from './notes/index.ts'
export { type AuditLogOptions, openAuditLog } from './open-audit-log.ts'
export type { AuditStore, SegmentFile } from './store.ts'
export * from './tiles/index.ts'
export { type SoundLog, type UnsoundLog, verifyAuditLog } from './verify-log.ts'
export * from './witness/index.ts'
