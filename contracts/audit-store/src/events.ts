/** What a keeper tells, as a log line of the process beside it: codes, sizes, names of origins and witnesses, nothing else. */
import type { KeeperEvent, WitnessTold } from './keeper/messages.ts'

/** A line with its level; `alarm` where somebody has to act. */
export interface KeeperLine {
  readonly level: 'info' | 'error'
  readonly fields: Readonly<Record<string, string | number | boolean>>
}

/** News that all is well again, or that somebody was heard again. */
const good: ReadonlySet<string> = new Set(['build-back', 'store-back', 'back', 'settled', 'settled-again'])

/** The line of an event. */
export function keeperLine(event: KeeperEvent): KeeperLine {
  const { kind } = event
  const isGood = good.has(kind === 'witness' ? event.told.kind : kind)
  const fields = { event: `audit-${kind}`, ...(isGood ? {} : { alarm: true }), ...fieldsOf(event) }
  return { level: isGood ? 'info' : 'error', fields }
}

function fieldsOf(event: KeeperEvent): Readonly<Record<string, string | number>> {
  switch (event.kind) {
    case 'keeper-ended':
      return { waitMs: event.waitMs }
    case 'build-failed':
    case 'store-away':
      return { origin: event.origin, code: event.code }
    case 'build-back':
    case 'store-back':
    case 'not-closed':
      return { origin: event.origin }
    case 'payloads-missing':
      return { origin: event.origin, from: event.from, to: event.to }
    case 'history-lost':
      return { origin: event.origin, by: event.by }
    case 'witness':
      return { origin: event.origin, ...toldFields(event.told) }
    default:
      return event satisfies never
  }
}

function toldFields(told: WitnessTold): Readonly<Record<string, string | number>> {
  return {
    told: told.kind,
    ...('witness' in told ? { witness: told.witness } : {}),
    ...('size' in told ? { size: told.size } : {}),
    ...('ms' in told ? { ms: Math.round(told.ms) } : {}),
    ...('status' in told ? { status: told.status } : {}),
    ...('code' in told ? { code: told.code } : {}),
  }
}
