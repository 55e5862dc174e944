/**
 * Refused calls to the registry's listener (audit.md §1): one entry for each whose caller is proven, before it is answered; all
 * others, and what one key has refused beyond its share of a minute, stand as a number in the next `system` entry.
 */
import type { FastifyRequest } from 'fastify'
import type { RegistryAudit } from '../audit/registry-audit.ts'
import type { RegistryError } from '../errors.ts'
import { refusalEntriesAMinute } from '../limits.ts'
import { provenCaller } from './proven-callers.ts'

/** Records one refusal. Rejects with RegistryError `AUDIT_UNAVAILABLE` when that could not be done: it is answered instead. */
export type RecordRefusal = (request: FastifyRequest, error: RegistryError) => Promise<void>

/** What recording needs. */
export interface RefusalParts {
  readonly audit: Pick<RegistryAudit, 'act' | 'looked' | 'turnedAway'>
  /** Monotonic milliseconds; the process's own when absent. */
  readonly monotonicMs?: () => number
}

/** What an auditor's routes are called in the log; every other route is one of administration. */
const looks: Readonly<Record<string, string>> = {
  '/audit/search': 'search',
  '/audit/check': 'check',
  '/audit/lookups': 'lookup',
  '/audit/*': 'read',
}

const serverFault = 500
const rightRefused: ReadonlySet<number> = new Set([401, 403])
const minuteMs = 60_000

/** Makes the recorder. Faults (5xx) are no refusals: what they broke off has its entries where it was done. */
export function openRefusals({ audit, monotonicMs = () => performance.now() }: RefusalParts): RecordRefusal {
  const shares = new MinuteShares(monotonicMs)
  return async (request, error) => {
    if (error.httpStatus >= serverFault && error.code !== 'OVERLOADED') return
    const by = provenCaller(request)
    if (by === null) return
    if (by === undefined) return audit.turnedAway(error.code)
    const route = request.routeOptions.url ?? ''
    const look = looks[route]
    // Reading the registry's own tables has no entry; being refused it has.
    if (look === undefined && request.method === 'GET' && !rightRefused.has(error.httpStatus)) return
    if (!shares.take(by)) return audit.turnedAway(error.code)
    const { code, httpStatus: status } = error
    if (look !== undefined) {
      const object = look === 'read' ? (request.raw.url ?? '').slice('/audit/'.length) : 'index'
      await audit.looked({ act: look, object, by, code, status })
    } else {
      const object = `${request.method} ${route}`
      await audit.act({ act: 'call.refused', object, by, before: '', after: '', bundle: null, failed: code })
    }
  }
}

/** Entries that each key has left of this minute. Keys are few: only proven ones come here. */
class MinuteShares {
  readonly #now: () => number
  readonly #used = new Map<string, number>()
  #minute = 0

  constructor(now: () => number) {
    this.#now = now
  }

  take(keyId: string): boolean {
    const minute = Math.floor(this.#now() / minuteMs)
    if (minute !== this.#minute) this.#used.clear()
    this.#minute = minute
    const used = this.#used.get(keyId) ?? 0
    if (used >= refusalEntriesAMinute) return false
    this.#used.set(keyId, used + 1)
    return true
  }
}
