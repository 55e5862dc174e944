/** `whoReadMyRecord`: a verified subject is told who looked at its record and why, newest first (audit.md §6, REG-26.2b). */
import { type LegalDate, parseLegalDate, startOfLegalDateMs } from '@xinqiao/schema'
import { GatewayCallRefused, KitError, type OperationContext, type SubgraphResolvers } from '@xinqiao/subgraph-kit'
import { readingsPageMax } from '../limits.ts'
import type { OfficeAsker } from './ask-registry.ts'
import { completeness } from './completeness.ts'
import { type BodyNames, type FoundEntry, lookUp } from './look-up.ts'
import { type MonthName, type OfficeMonthKeys, officeMonthKeys } from './month-keys.ts'
import { openedCase } from './opened-case.ts'
import { type LeafFields, type Reading, readingOf } from './reading.ts'

/** Arguments as the graph lets them in; `subject` is the hub's. */
interface Asked {
  readonly from?: string | null
  readonly to?: string | null
  readonly first?: number | null
  readonly after?: string | null
  readonly subject?: unknown
}

interface Subject {
  readonly kind: 'organization' | 'person'
  readonly key: string
}

/** A `ReadingConnection` of the graph. */
interface Readings {
  readonly nodes: readonly Reading[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly from: LegalDate
  readonly completeUntil: string | null
  readonly behind: readonly string[]
}

const contractForm = /^self@\d+$/u
const dayMs = 86_400_000
const pageDefault = 20

/** The resolver; months' keys are asked for with the first question. */
export function readingResolvers(asker: OfficeAsker): SubgraphResolvers {
  const keys = officeMonthKeys(asker)
  return {
    Query: {
      whoReadMyRecord: (_parent: unknown, args: Asked, { contract }: OperationContext) => {
        if (!contractForm.test(contract))
          throw new GatewayCallRefused('IDENTITY_NOT_VERIFIED', 403, 'Only a verified subject is told of itself.')
        return readings(asker, keys, args)
      },
    },
  }
}

async function readings(asker: OfficeAsker, keys: OfficeMonthKeys, asked: Asked): Promise<Readings> {
  const { kind, key } = subjectOf(asked.subject)
  const names = await keys.names(kind, key)
  const [oldest] = names
  // Without a single month's key nothing can be told, and an empty list would say that nobody looked.
  if (oldest === undefined) throw new Error('expected keys of at least one month')
  const { from, to, first } = boundsOf(asked, `${oldest.month}-01`)
  const within = names.filter(({ month }) => month >= from.slice(0, 7) && (to === null || month <= to.slice(0, 7)))
  const page = await lookUp(asker, {
    names: within,
    from: startOfLegalDateMs(from),
    to: to === null ? null : startOfLegalDateMs(to) + dayMs,
    first,
    after: asked.after ?? null,
  })
  const { until, behind } = completeness(page.origins, Date.now())
  return {
    nodes: await Promise.all(page.entries.map((entry) => told(entry, names, keys, page.bodies))),
    pageInfo: { hasNextPage: page.next !== null, endCursor: page.next },
    from,
    completeUntil: until === null ? null : new Date(until).toISOString(),
    behind,
  }
}

async function told(
  entry: FoundEntry,
  names: readonly MonthName[],
  keys: OfficeMonthKeys,
  bodies: BodyNames,
): Promise<Reading> {
  const leaf = JSON.parse(entry.leaf) as LeafFields
  const month = leaf.key
  const opened = openedCase(entry.sealed, leaf.pc, await keys.payloadKey(month))
  const pseudonym = names.find((name) => name.month === month)?.pseudonym
  return readingOf(entry, leaf, pseudonym, opened, bodies)
}

/** What the hub has filled in; a call that names nobody is none of the hub's. */
function subjectOf(subject: unknown): Subject {
  const { kind, key } = (subject ?? {}) as Partial<Subject>
  const isOne = (kind === 'organization' || kind === 'person') && typeof key === 'string' && key !== ''
  if (!isOne) throw new KitError('REQUEST_INVALID', 400, 'Expected the subject, {kind, key}, as the hub fills it in.')
  return { kind, key }
}

/** The range that can be told: it begins with the oldest month whose keys there are. */
function boundsOf(
  { from, to, first }: Asked,
  oldest: LegalDate,
): { readonly from: LegalDate; readonly to: LegalDate | null; readonly first: number } {
  const days = [from, to].filter((day) => day !== undefined && day !== null)
  const rows = first ?? pageDefault
  const isWhole = days.every((day) => parseLegalDate(day) !== undefined) && rows >= 1 && rows <= readingsPageMax
  if (!isWhole) throw new KitError('REQUEST_INVALID', 400, `Expected days, and 1 to ${readingsPageMax} looks a page.`)
  return { from: from !== undefined && from !== null && from > oldest ? from : oldest, to: to ?? null, first: rows }
}
