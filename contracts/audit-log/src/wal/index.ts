/** The write-ahead log on disk. */
export type { WalEntry } from './group.ts'
export { listSegments, type Segment } from './segments.ts'
export { type AuditStore, fileStore, type SegmentFile } from './store.ts'
export { WalCursor } from './wal-cursor.ts'
