/** `POST /facts/load`: consents and standings documents, checked as a whole, taken over in one transaction, effective at once. */
import { ContractError, parseConsents, parseStandings } from '@xinqiao/contracts'
import { type Clock, personRef } from '@xinqiao/schema'
import { KitError, type RouteAdder, type SignedDoor } from '@xinqiao/subgraph-kit'
import type { Kysely } from 'kysely'
import { writeConsents } from '../consents/store.ts'
import { loadBytesMax } from '../limits.ts'
import { standingsHead, writeStandings } from '../standings/store.ts'
import type { StandingsBell } from '../standings/stream.ts'
import type { OfficeTables } from '../tables.ts'

export interface LoadParts {
  readonly db: Kysely<OfficeTables>
  readonly door: SignedDoor
  readonly bell: StandingsBell
  readonly clock: Clock
  readonly refKey: Uint8Array
}

interface Documents {
  readonly consents: unknown
  readonly standings: unknown
}

export function loadRoutes(parts: LoadParts): RouteAdder {
  return (app) => {
    app.post('/facts/load', { bodyLimit: loadBytesMax }, async (request, reply) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      await parts.door.verifyOperator(request.raw, bytes)
      try {
        return reply.send(await load(readDocuments(bytes), parts))
      } catch (error) {
        if (!(error instanceof ContractError)) throw error
        return reply.code(422).send({ code: 'FORMAT_INVALID', findings: error.findings })
      }
    })
  }
}

/** One error and none of it is taken over (data.md §1). */
async function load({ consents, standings }: Documents, { db, bell, clock, refKey }: LoadParts): Promise<unknown> {
  const given = parseConsents(consents ?? [], {
    refOf: (kind: string, number: string) => personRef(refKey, kind, number),
  })
  const entries = parseStandings(standings ?? [], { today: clock.today() })
  const written = await db.transaction().execute(async (tx) => ({
    consents: await writeConsents(tx, given),
    standings: await writeStandings(tx, entries),
  }))
  if (written.standings > 0) bell.ring()
  const head = await standingsHead(db)
  return {
    consents: { written: written.consents, unchanged: given.length - written.consents },
    standings: { written: written.standings, unchanged: entries.length - written.standings },
    next: head,
  }
}

function readDocuments(bytes: Buffer): Documents {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Documents
  } catch {
    // Told below like any other body that is not the two documents.
  }
  throw new KitError('REQUEST_INVALID', 400, 'Expected { consents, standings }.')
}
