/**
 * The second property, checked on the agencies' side: what they were asked holds no coordinate outside the contract, about
 * nobody whose consent does not cover it, and says truly which items it reads. The facts of records for the row rules are
 * excepted, by the hub's own names of them (design.md §2.1.4).
 */
import { parse } from 'graphql'
import type { CreditSubject } from '../../authenticate/authenticated.ts'
import type { RunningBundle } from '../../bundle/running-bundle.ts'
import { factNames } from '../../decide/record-facts.ts'
import type { SeenCall } from '../test-agency.ts'
import type { CaseWorld } from './case-world.ts'
import { fuzzItems } from './hub-items.ts'
import type { PlainLaw } from './plain-law.ts'
import { type AskedCoordinate, askedCoordinates } from './read-selections.ts'

/** Names of records' facts by the name under which the hub may ask them of every record. */
const facts: ReadonlyMap<string, string> = new Map(Object.entries(factNames).map(([fact, name]) => [name, fact]))
const itemOfType: ReadonlyMap<string, string> = new Map(fuzzItems.map(({ type, id }) => [type, id]))
type Representation = Readonly<Record<string, unknown>>

/** What one agency may not have been asked, in words. */
export function unlawfulCall(
  running: RunningBundle,
  law: PlainLaw,
  world: CaseWorld,
  agency: string,
  call: SeenCall,
): readonly string[] {
  const asked = [...askedCoordinates(running.apiSchema, parse(call.query))]
  const read = new Set(asked.flatMap(({ type, field }) => law.itemsOf(type, field)))
  const found = new Set<string>()
  if (read.size === 0) found.add('asked for nothing that is granted')
  if ([...read].toSorted().join(' ') !== [...call.items].toSorted().join(' '))
    found.add(`names the items ${call.items.join(' ')} and reads ${[...read].join(' ')}`)
  for (const item of read)
    if (running.catalog.items.get(item)?.provider !== agency) found.add(`asked for ${item} of another agency`)
  const abouts = representationsOf(call).map((one) => aboutOf(world, one))
  for (const about of abouts) if (about === 'unknown') found.add('asked about somebody whom nobody named')
  for (const one of asked) for (const why of closedWhy(law, one, abouts)) found.add(why)
  for (const { spellings, kind } of world.persons)
    if (kind === 'person' && spellings.some((number) => call.body.includes(number.trim())))
      found.add('sent a document number')
  return [...found].map((why) => `${agency} ${why}\n  ${call.query} ${JSON.stringify(call.variables)}`)
}

interface About {
  readonly type: string
  readonly subject: CreditSubject | null
}

function* closedWhy(
  law: PlainLaw,
  { entity, type, field, key, record }: AskedCoordinate,
  abouts: readonly (About | 'unknown')[],
): Generator<string> {
  const item = itemOfType.get(record?.type ?? '')
  const isFact = facts.get(key) === field && itemOfType.has(type)
  const isPayload = !isFact && record !== null && item !== undefined && law.isPayload(item, record.path[0] ?? '')
  const payload = isPayload ? `${item}/${record.path.join('.')}` : null
  for (const about of abouts) {
    if (about === 'unknown' || about.type !== entity) continue
    const { code } = law.field(type, field, about.subject, payload)
    if (code !== null) yield `asked for ${type}.${field}, which is closed (${code})`
  }
}

function representationsOf({ variables }: SeenCall): readonly Representation[] {
  return Object.values(variables).flatMap((value) =>
    Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null && '__typename' in one) : [],
  )
}

function aboutOf({ organizations, persons, ids }: CaseWorld, one: Representation): About | 'unknown' {
  const type = String(one['__typename'])
  if (typeof one['id'] === 'string') return ids.includes(one['id']) ? { type, subject: null } : 'unknown'
  const named = [...organizations, ...persons].find(({ key }) => key === (one['uscc'] ?? one['ref']))
  return named === undefined ? 'unknown' : { type, subject: { kind: named.kind, key: named.key } }
}
