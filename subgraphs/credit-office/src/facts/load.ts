/** `POST /facts/load`: consents and standings files, checked as a whole, taken over in one transaction, effective at once. */
import type { Clock } from '@xinqiao/schema'
import { KitError, type RouteAdder, type SignedDoor } from '@xinqiao/subgraph-kit'
import type { Kysely } from 'kysely'
import { writeConsents } from '../consents/store.ts'
import { loadBytesMax } from '../limits.ts'
import { standingsHead, writeStandings } from '../standings/store.ts'
import type { StandingsBell } from '../standings/stream.ts'
import type { OfficeTables } from '../tables.ts'
import { type FactFiles, type ReadFacts, readFactFiles } from './read-files.ts'

export interface LoadParts {
  readonly db: Kysely<OfficeTables>
  readonly door: SignedDoor
  readonly bell: StandingsBell
  readonly clock: Clock
  readonly refKey: Uint8Array
}

/** What a load changed. `next`: number up to which standings are given out. */
interface Loaded {
  readonly consents: { readonly written: number; readonly unchanged: number }
  readonly standings: { readonly written: number; readonly unchanged: number }
  readonly next: number
}

export function loadRoutes(parts: LoadParts): RouteAdder {
  return (app) => {
    app.post('/facts/load', { bodyLimit: loadBytesMax }, async (request, reply) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      await parts.door.verifyOperator(request.raw, bytes)
      const facts = readFactFiles(readFiles(bytes), parts.refKey, parts.clock)
      // One error and none of it is taken over (data.md §1).
      if (facts.findings.length > 0) return reply.code(422).send({ code: 'FORMAT_INVALID', findings: facts.findings })
      return reply.send(await takeOver(facts, parts))
    })
  }
}

async function takeOver({ consents, standings }: ReadFacts, { db, bell }: LoadParts): Promise<Loaded> {
  const written = await db.transaction().execute(async (tx) => ({
    consents: await writeConsents(tx, consents),
    standings: await writeStandings(tx, standings),
  }))
  if (written.standings > 0) bell.ring()
  return {
    consents: { written: written.consents, unchanged: consents.length - written.consents },
    standings: { written: written.standings, unchanged: standings.length - written.standings },
    next: await standingsHead(db),
  }
}

function readFiles(bytes: Buffer): FactFiles {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    if (typeof value === 'object' && value !== null && 'files' in value && isTexts(value.files)) return value.files
  } catch {
    // Told below like any other body that is not the two files.
  }
  throw new KitError('REQUEST_INVALID', 400, 'Expected { files: { "consents.yaml"?, "standings.yaml"? } } as texts.')
}

function isTexts(files: unknown): files is FactFiles {
  return typeof files === 'object' && files !== null && Object.values(files).every((text) => typeof text === 'string')
}
