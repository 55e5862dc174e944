/** `POST /facts/consents`: for each subject and item the consent that covers, or why none does, in one batch (design.md §2.3). */
import { coverage } from '@xinqiao/contracts'
import { parseLegalDate } from '@xinqiao/schema'
import { KitError, type RouteAdder, type SignedDoor } from '@xinqiao/subgraph-kit'
import type { Kysely } from 'kysely'
import { consentItemsMax, consentSubjectsMax, questionBytesMax } from '../limits.ts'
import type { OfficeTables } from '../tables.ts'
import { consentsOf } from './store.ts'

/** What the hub asks: subjects by key, the use by purpose id, the legal day. */
interface ConsentsQuestion {
  readonly grantee: string
  readonly subjects: readonly string[]
  readonly items: readonly string[]
  readonly use: string
  readonly on: string
}

export function consentsRoutes({
  db,
  door,
}: {
  readonly db: Kysely<OfficeTables>
  readonly door: SignedDoor
}): RouteAdder {
  return (app) => {
    app.post('/facts/consents', { bodyLimit: questionBytesMax }, async (request, reply) => {
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const call = await door.verifyGateway(request.raw, bytes)
      const { grantee, subjects, items, use, on } = readQuestion(bytes)
      const consents = await consentsOf(db, grantee, subjects)
      const answers = subjects.flatMap((subject) =>
        items.map((item) => coverage(consents, { grantee, subject, item, use, on })),
      )
      return door.answer(reply, call, 200, 'application/json', JSON.stringify({ answers }))
    })
  }
}

function readQuestion(bytes: Buffer): ConsentsQuestion {
  const asked = parsed(bytes)
  const whole =
    [asked.grantee, asked.use, asked.on].every((text) => typeof text === 'string') &&
    parseLegalDate(asked.on ?? '') !== undefined &&
    isTexts(asked.subjects, consentSubjectsMax) &&
    isTexts(asked.items, consentItemsMax)
  if (!whole) throw new KitError('REQUEST_INVALID', 400, 'Expected { grantee, subjects, items, use, on }.')
  return asked as ConsentsQuestion
}

function parsed(bytes: Buffer): Partial<ConsentsQuestion> {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

function isTexts(value: unknown, countMax: number): boolean {
  return Array.isArray(value) && value.length <= countMax && value.every((text) => typeof text === 'string')
}
