/** Standings for the hub alone, signed like every fetch: the numbered stream and its snapshot (design.md §2.3). */
import { setTimeout as delay } from 'node:timers/promises'
import { KitError, type RouteAdder, type SignedDoor } from '@xinqiao/subgraph-kit'
import type { Kysely } from 'kysely'
import { standingLookMs, standingWaitSecondsMax } from '../limits.ts'
import type { OfficeTables } from '../tables.ts'
import { type StandingsPage, standingsAfter, standingsSnapshot } from './store.ts'
import type { StandingsBell } from './stream.ts'

export interface StandingsParts {
  readonly db: Kysely<OfficeTables>
  readonly door: SignedDoor
  readonly bell: StandingsBell
}

const nothing = new Uint8Array()

export function standingsRoutes({ db, door, bell }: StandingsParts): RouteAdder {
  return (app) => {
    const closing = new AbortController()
    app.addHook('preClose', async () => closing.abort())
    app.get('/facts/standings', async (request, reply) => {
      const call = await door.verifyGateway(request.raw, nothing)
      const asked = new URL(request.url, 'http://office').searchParams
      const after = numberOf(asked.get('after') ?? '0')
      const wait = Math.min(numberOf(asked.get('wait') ?? '0'), standingWaitSecondsMax)
      const page = await pageAfter(after, wait, AbortSignal.any([closing.signal, goneSignal(request.raw)]))
      return door.answer(reply, call, 200, 'application/json', JSON.stringify(page))
    })
    app.get('/facts/standings/snapshot', async (request, reply) => {
      const call = await door.verifyGateway(request.raw, nothing)
      return door.answer(reply, call, 200, 'application/json', JSON.stringify(await standingsSnapshot(db)))
    })
  }

  /** The next page at once when there is one; else when it comes, or empty after the wait. */
  async function pageAfter(after: number, waitSeconds: number, gone: AbortSignal): Promise<StandingsPage> {
    const endMs = performance.now() + waitSeconds * 1000
    for (;;) {
      const page = await standingsAfter(db, after)
      const leftMs = endMs - performance.now()
      if (page.rows.length > 0 || leftMs <= 0 || gone.aborted) return page
      // The bell wakes at once for what this process wrote; the look finds what another replica did.
      const look = new AbortController()
      await Promise.race([
        bell.wait(leftMs / 1000, AbortSignal.any([gone, look.signal])),
        delay(Math.min(standingLookMs, leftMs), undefined, { signal: look.signal }).catch(() => undefined),
      ])
      look.abort()
    }
  }
}

function numberOf(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0)
    throw new KitError('REQUEST_INVALID', 400, 'Expected after and wait as whole numbers.')
  return value
}

function goneSignal(raw: {
  once(event: 'close', done: () => void): unknown
  readonly destroyed: boolean
  socket?: { once(event: 'close', done: () => void): unknown }
}): AbortSignal {
  const gone = new AbortController()
  raw.socket?.once('close', () => gone.abort())
  return gone.signal
}
