/** The offline verifier. */
export { type CheckedProof, checkProofFile, type ProofRequest } from './check-proof-file.ts'
export { bestCheckpoint, type ProvenEntry, proveEntry } from './prove-entry.ts'
export type { OriginReport, VerifyReport } from './report.ts'
export { findingSentence, groundLines, proofLines, reportLines } from './report-lines.ts'
export type { Finding, FindingCode, Gap, GapCode } from './statement.ts'
export { readFlags, readLeafHash, type VerifyFlags } from './verify-flags.ts'
export { verifyAuditLog } from './verify-log.ts'
export type { KeptReceipt, Opening, VerifyRequest } from './verify-request.ts'
