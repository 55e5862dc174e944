/** Leaves and the payloads sealed beside them. */
export { type AuditEntry, type AuditReceipt, leafText, readLeaf } from './audit-entry.ts'
export { canonicalJson, type Json } from './canonical-json.ts'
export type { AuditKind } from './forms.ts'
export { commitment, openSealed, type Salts, saltBytes, sealPayload } from './seal-payload.ts'
