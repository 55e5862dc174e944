/**
 * Closes origins for the keeper. It may ask while the writer is still on its way into that origin: then it is closed once
 * the writer has arrived. How many are closed is bounded, since the word of a witness is not signed.
 */
import type { AuditLog } from '@xinqiao/audit-log'
import { closingsMax, closingsWithinMs } from '../limits.ts'

export interface OriginClosings {
  /** The keeper found another history of this origin. */
  ask(origin: string, reason: string): void
  /** The writer has written: it may have arrived in an origin that is to be closed. */
  look(): void
}

/** `onNotClosed` hears of each that could not be closed, or may not be any more: it stays open and unsigned, which is safe, and an alarm. */
export function originClosings(
  log: Pick<AuditLog, 'origin' | 'closeOrigin'>,
  onNotClosed: (origin: string) => void,
): OriginClosings {
  const asked = new Map<string, string>()
  const mayClose = boundedClosings()
  const look = (): void => {
    const { origin } = log
    const reason = asked.get(origin)
    if (reason === undefined) return
    asked.delete(origin)
    if (mayClose()) log.closeOrigin(reason).then(look, () => onNotClosed(origin))
    else onNotClosed(origin)
  }
  return {
    ask: (origin, reason) => {
      asked.set(origin, reason)
      look()
    },
    look,
  }
}

function boundedClosings(): () => boolean {
  let closedAt: readonly number[] = []
  return () => {
    const now = performance.now()
    closedAt = closedAt.filter((at) => now - at < closingsWithinMs)
    if (closedAt.length >= closingsMax) return false
    closedAt = [...closedAt, now]
    return true
  }
}
