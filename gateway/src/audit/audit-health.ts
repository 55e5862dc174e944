/**
 * Whether the log can be answered from: it takes entries, the last durable one is a minute old at most, and there is room
 * for one more hour like the last minutes (faults.md, Health and row 23). Looked at now and then, read from memory.
 */
import { statfs } from 'node:fs/promises'
import type { AuditLog } from '@xinqiao/audit-log'
import { auditEntryBytes, auditHealthEveryMs, auditRateOverMs, auditRoomMin, durableAgeMaxMs } from '../limits.ts'

export type AuditTrouble =
  /** The disk takes no entries; the log tries again by itself. */
  | 'AUDIT_UNAVAILABLE'
  /** Nothing was made durable for a minute, although something is written each half minute. */
  | 'AUDIT_STALE'
  /** The disk is full within the hour. Make room, or hold fewer requests. */
  | 'AUDIT_NO_ROOM'

export interface AuditHealthParts {
  readonly directory: string
  readonly log: Pick<AuditLog, 'writable' | 'size' | 'durableAgeMs'>
  /** Free bytes of a folder's disk; the system's own answer when absent. */
  readonly freeBytes?: (directory: string) => Promise<number>
  /** Monotonic milliseconds; the process's own when absent. */
  readonly monotonicMs?: () => number
}

export interface AuditHealth {
  readonly troubles: readonly AuditTrouble[]
  /** Looks at the disk; called by its own timer. */
  look(): Promise<void>
  close(): void
}

const hourMs = 60 * 60 * 1000

/** Starts looking. */
export function watchAuditHealth(parts: AuditHealthParts): AuditHealth {
  const now = parts.monotonicMs ?? (() => performance.now())
  const free = parts.freeBytes ?? freeBytesOf
  /** Sizes of the log over the last minutes, oldest first. */
  let sizes: readonly { readonly ms: number; readonly size: number }[] = []
  let hasRoom = true
  const look = async (): Promise<void> => {
    const ms = now()
    sizes = [...sizes.filter((one) => ms - one.ms <= auditRateOverMs), { ms, size: parts.log.size }]
    // A disk that cannot be asked is judged by its writes.
    const bytes = await free(parts.directory).catch(() => Number.MAX_SAFE_INTEGER)
    hasRoom = bytes >= Math.max(auditRoomMin, bytesAnHour(sizes))
  }
  const timer = setInterval(() => void look(), auditHealthEveryMs).unref()
  void look()
  return {
    get troubles() {
      const troubles: AuditTrouble[] = []
      if (!parts.log.writable) troubles.push('AUDIT_UNAVAILABLE')
      else if (parts.log.durableAgeMs > durableAgeMaxMs) troubles.push('AUDIT_STALE')
      if (!hasRoom) troubles.push('AUDIT_NO_ROOM')
      return troubles
    },
    look,
    close: () => clearInterval(timer),
  }
}

function bytesAnHour(sizes: readonly { readonly ms: number; readonly size: number }[]): number {
  const [first, last] = [sizes[0], sizes.at(-1)]
  if (first === undefined || last === undefined || last.ms === first.ms) return 0
  // A log that began anew at the turn of the year counts from nothing.
  return (Math.max(0, last.size - first.size) / (last.ms - first.ms)) * hourMs * auditEntryBytes
}

async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}
