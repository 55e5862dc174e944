/** Which field a number picks on a type: mostly what the case is about, seldom anything else the schema has. */
import { connectionName } from '@xinqiao/schema'
import { type GraphQLCompositeType, type GraphQLField, getNamedType, isUnionType } from 'graphql'
import { type CaseSpec, chosen } from './cases.ts'
import { type FuzzItem, fuzzItems } from './hub-items.ts'

/** Names that only the hub may use: the caller's schema does not have them. */
const hubOnly: ReadonlySet<string> = new Set(['ref', 'subject', 'subjectKind'])

type Definition = GraphQLField<unknown, unknown>

/** `null`: `__typename`. */
export function pickField(spec: CaseSpec, type: GraphQLCompositeType, what: number): Definition | null {
  if (isUnionType(type)) return null
  const all = Object.values(type.getFields()).filter(({ name }) => !hubOnly.has(name))
  const telling = all.filter(isTelling)
  // Persons are rare, and have the masks.
  for (let more = 0; more < 3; more += 1) telling.push(...all.filter(isPerson))
  if (spec.focus.some((pick) => chosen(fuzzItems, pick).type === type.name) && what % 2 === 0)
    return chosen(telling, what / 2)
  const wanted = wantedFields(spec, type.name, all)
  if (wanted.length > 0 && what % 8 < 7) return chosen(wanted, what)
  return what === 63 ? null : chosen<Definition | null>([...all, null], what)
}

function wantedFields(spec: CaseSpec, type: string, all: readonly Definition[]): readonly Definition[] {
  const items: readonly FuzzItem[] = spec.focus.map((pick) => chosen(fuzzItems, pick))
  if (type === 'Organization' || type === 'NaturalPerson')
    return all.filter(({ name }) => items.some(({ listed }) => listed.provider === name))
  if (type.endsWith('Connection') && fuzzItems.some(({ id }) => connectionName(id) === type))
    return [...all, ...all.filter(({ name }) => name === 'nodes')]
  if (type === 'PersonRef') return all.filter(({ name }) => name === 'name' || name === 'documentNumber')
  const isAgency = type.startsWith('Organization') || type.startsWith('NaturalPerson')
  return all.filter(({ name }) => isAgency && items.some(({ place }) => place === name))
}

/** Fields of a record in which more than a plain value has to be right. */
function isTelling({ name, type }: Definition): boolean {
  return name === 'objection' || name === 'masked' || getNamedType(type).name.endsWith('Ref')
}

function isPerson({ type }: Definition): boolean {
  return getNamedType(type).name === 'PersonRef'
}
