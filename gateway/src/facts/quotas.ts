/**
 * The daily figures of contracts, counted in memory against leases (design.md §2.3, OPI-XXIV.a). No request waits:
 * a lease is asked for in the background before the last one is used up.
 *
 * What may be spent: never more than the day's figure by this replica; what was leased; one portion on credit while an
 * answer is under way, so that nobody is told that the day is used up because the registry is slow. While the registry is away a replica counts on its own up to the day's figure (one replica is exact,
 * several together may exceed the day until the registry is back and books what was spent). A registry that says
 * "used up" is believed at once.
 */
import { leaseCountersMax, leaseCredit, leaseMax, leaseMin, leasePauseMs, leaseShare } from '../limits.ts'
import type { Quotas } from './quota-port.ts'

export interface LeaseWish {
  readonly contract: string
  readonly day: string
  readonly kind: 'requests' | 'subjects'
  readonly portion: number
}

/** Asks the registry for a portion of a contract's day; rejects when it is away. */
export type AskLease = (wish: LeaseWish) => Promise<number>

export interface QuotaOptions {
  readonly askLease: AskLease
  readonly onFailure: (error: unknown) => void
  /** Monotonic milliseconds; tests move it. */
  readonly monotonicMs?: () => number
}

interface Counter {
  used: number
  granted: number
  isAsking: boolean
  /** The registry did not answer the last question. */
  isAway: boolean
  /** The registry has no more for today; asked again after this monotonic time. */
  emptyUntilMs: number
}

/** Counters of the running day. */
export function countQuotas({ askLease, onFailure, monotonicMs = () => performance.now() }: QuotaOptions): Quotas {
  let day = ''
  const counters = new Map<string, Counter>()

  const counterOf = (name: string): Counter => {
    const known = counters.get(name)
    if (known !== undefined) return known
    const counter = { used: 0, granted: 0, isAsking: false, isAway: false, emptyUntilMs: Number.NEGATIVE_INFINITY }
    if (counters.size < leaseCountersMax) counters.set(name, counter)
    return counter
  }
  const lease = (counter: Counter, wish: LeaseWish): void => {
    counter.isAsking = true
    askLease(wish)
      .then((granted) => {
        counter.isAway = false
        counter.granted += granted
        if (granted === 0) counter.emptyUntilMs = monotonicMs() + leasePauseMs
      })
      .catch((error: unknown) => {
        counter.isAway = true
        counter.emptyUntilMs = monotonicMs() + leasePauseMs
        onFailure(error)
      })
      .finally(() => {
        counter.isAsking = false
      })
  }
  const take = (contract: string, kind: LeaseWish['kind'], count: number, perDay: number, today: string): boolean => {
    if (perDay >= Number.MAX_SAFE_INTEGER) return true
    if (today !== day) {
      day = today
      counters.clear()
    }
    const counter = counterOf(`${kind} ${contract}`)
    const portion = portionOf(perDay)
    const isAllowed = counter.used + count <= limitOf(counter, perDay, monotonicMs())
    if (isAllowed) counter.used += count
    const owed = counter.used + (isAllowed ? 0 : count) - counter.granted
    const isLow = owed + portion / 2 >= 0 && counter.granted < perDay
    if (isLow && !counter.isAsking && monotonicMs() >= counter.emptyUntilMs)
      lease(counter, { contract, day, kind, portion: Math.max(portion, owed) })
    return isAllowed
  }
  return {
    takeRequest: (contract, perDay, today) => take(contract, 'requests', 1, perDay, today),
    takeSubjects: (contract, count, perDay, today) => take(contract, 'subjects', count, perDay, today),
  }
}

/** How far the counter may run now. */
function limitOf(counter: Counter, perDay: number, nowMs: number): number {
  if (counter.isAway) return perDay
  if (nowMs < counter.emptyUntilMs) return Math.min(perDay, counter.granted)
  return Math.min(perDay, counter.granted + Math.max(leaseCredit, portionOf(perDay)))
}

function portionOf(perDay: number): number {
  return Math.max(1, Math.min(perDay, leaseMax, Math.max(leaseMin, Math.ceil(perDay * leaseShare))))
}
