/** A small hub's graph for tests: subgraphs as agencies publish them, composed by the real library. */

import { composeServices } from '@apollo/composition'
import { printSchema, Supergraph } from '@apollo/federation-internals'
import type { CoordinateMap, ItemId } from '@xinqiao/schema'
import { buildSchema, type GraphQLSchema, parse, visit } from 'graphql'

const head = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.14", import: ["@key", "@shareable", "@composeDirective"])
  @link(url: "https://xinqiao.hainan/policy/v1.0", import: ["@item", "@technical"])
  @composeDirective(name: "@item") @composeDirective(name: "@technical")
directive @item(id: String!) on FIELD_DEFINITION | OBJECT
directive @technical(audience: String = "public") on FIELD_DEFINITION | OBJECT | INTERFACE | ENUM | SCALAR
scalar LegalDate scalar Fen scalar Instant
`
const fields = `id: ID! item: String! class: String! provider: String! determinedOn: LegalDate! ongoing: Boolean! concludedOn: LegalDate
  validTo: LegalDate seriousness: String basisDocument: BasisDocument division: String objection: Objection masked: [String!]! version: Int!`
const shared = `
type PageInfo @shareable @technical { hasNextPage: Boolean! endCursor: String }
type PersonRef @shareable @technical { name: String role: String documentKind: String documentNumber: String }
type BasisDocument @shareable @technical { kind: String! number: String! }
type Objection @shareable @technical { since: LegalDate! caseNumber: String }
interface CreditRecord @technical { ${fields} }
`

export interface TestItem {
  readonly id: ItemId
  readonly type: string
  readonly place: string
  readonly many: boolean
  readonly payload: string
  readonly persons: boolean
}

/** Items of the test hub, with the payload fields the tests read. */
export const testItems: Readonly<Record<string, readonly TestItem[]>> = {
  amr: [
    item('amr.penalty', 'AmrPenalty', 'penalty', true, 'violation: String fine: Fen', true),
    item('amr.reg.basic', 'AmrRegBasic', 'regBasic', false, 'name: String capital: Fen', false),
    item('amr.reg.legalRep', 'AmrRegLegalRep', 'regLegalRep', false, 'person: PersonRef', false),
  ],
  tax: [item('tax.credit.grade', 'TaxCreditGrade', 'creditGrade', true, 'year: Int grade: String', false)],
  court: [
    item('court.judgment', 'CourtJudgment', 'judgment', true, 'caseNumber: String amount: Fen', true),
    item('court.terminated', 'CourtTerminated', 'terminated', true, 'caseNumber: String amount: Fen', true),
  ],
  tour: [
    item(
      'tour.serious',
      'TourSerious',
      'serious',
      true,
      'list: String responsiblePersons: [PersonRef!] removedOn: LegalDate',
      true,
    ),
  ],
}

function item(id: string, type: string, place: string, many: boolean, payload: string, persons: boolean): TestItem {
  return { id, type, place, many, payload, persons }
}

/** SDL of one agency's subgraph. */
export function testAgencySdl(agency: string): string {
  const items = testItems[agency] ?? []
  const capital = agency.charAt(0).toUpperCase() + agency.slice(1)
  const records = items.map(({ id, type, many, payload }) => {
    const tagged = payload.replaceAll(/(\w+: \[?\w+!?\]?)/gu, `$1 @item(id: "${id}")`)
    const connection = many
      ? `type ${type}Connection @item(id: "${id}") { nodes: [${type}!]! pageInfo: PageInfo! }`
      : ''
    return `type ${type} implements CreditRecord @key(fields: "id") @item(id: "${id}") { ${fields}
      subject: ID! @technical(audience: "hub") subjectKind: String! @technical(audience: "hub") ${tagged} } ${connection}`
  })
  const placed = (persons: boolean) =>
    items
      .filter((one) => !persons || one.persons)
      .map(({ id, type, place, many }) =>
        many
          ? `${place}(first: Int = 20, after: String): ${type}Connection @item(id: "${id}")`
          : `${place}: ${type} @item(id: "${id}")`,
      )
      .join('\n')
  const people = placed(true)
  const person =
    people === ''
      ? ''
      : `type NaturalPerson @key(fields: "ref") { ref: ID! @technical ${agency}: NaturalPerson${capital} @technical }
         type NaturalPerson${capital} @technical { ${people} }`
  return `${head} ${shared} type Organization @key(fields: "uscc") { uscc: ID! @technical ${agency}: Organization${capital} @technical }
    type Organization${capital} @technical { ${placed(false)} } ${person} ${records.join('\n')}`
}

function hubSdl(agencies: readonly string[]): string {
  const stubs = agencies
    .flatMap((agency) => testItems[agency] ?? [])
    .map(
      ({ type, id }) =>
        `type ${type} implements CreditRecord @key(fields: "id", resolvable: false) @item(id: "${id}") { id: ID! }`,
    )
  return `${head} interface CreditRecord @technical { id: ID! }
    type Query { organization(uscc: ID!): Organization @technical organizations(usccs: [ID!]!): [Organization]! @technical
      naturalPerson(document: DocumentInput!): NaturalPerson @technical
      record(id: ID!): CreditRecord @technical records(ids: [ID!]!): [CreditRecord]! @technical }
    input DocumentInput { kind: String! number: ID! }
    type Organization @key(fields: "uscc", resolvable: false) { uscc: ID! @technical }
    type NaturalPerson @key(fields: "ref", resolvable: false) { ref: ID! @technical }
    ${stubs.join('\n')}`
}

export interface TestGraph {
  readonly sdl: string
  readonly supergraph: Supergraph
  readonly apiSchema: GraphQLSchema
  readonly coordinates: CoordinateMap
}

/** Composes hub and agencies; throws with every finding. */
export function testGraph(agencies: readonly string[]): TestGraph {
  const services = [
    { name: 'hub', url: 'http://hub.invalid', typeDefs: parse(hubSdl(agencies)) },
    ...agencies.map((name) => ({ name, url: `http://${name}.invalid`, typeDefs: parse(testAgencySdl(name)) })),
  ]
  const { supergraphSdl, errors } = composeServices(services)
  if (supergraphSdl === undefined) throw new Error((errors ?? []).map(({ message }) => message).join('\n'))
  const supergraph = Supergraph.build(supergraphSdl)
  // By its text: the test runner and the federation library may hold two copies of graphql-js.
  const apiSchema = buildSchema(printSchema(supergraph.apiSchema()))
  return { sdl: supergraphSdl, supergraph, apiSchema, coordinates: coordinatesIn(supergraphSdl) }
}

/** Marks of a supergraph by coordinate, for tests that need no renamed directives. */
function coordinatesIn(sdl: string): CoordinateMap {
  const items = new Map<string, string>()
  const technical = new Map<string, 'public' | 'hub'>()
  const read = (
    coordinate: string,
    node: { readonly directives?: readonly { name: { value: string }; arguments?: readonly { value: unknown }[] }[] },
  ) => {
    for (const directive of node.directives ?? []) {
      const value = directive.arguments?.[0]?.value as { readonly value?: string } | undefined
      if (directive.name.value === 'item' && value?.value !== undefined) items.set(coordinate, value.value)
      if (directive.name.value === 'technical') technical.set(coordinate, value?.value === 'hub' ? 'hub' : 'public')
    }
  }
  let type = ''
  visit(parse(sdl), {
    ObjectTypeDefinition(node) {
      type = node.name.value
      read(type, node)
    },
    InterfaceTypeDefinition(node) {
      type = node.name.value
      read(type, node)
    },
    FieldDefinition(node) {
      read(`${type}.${node.name.value}`, node)
    },
  })
  return { item: (one) => items.get(one), technical: (one) => technical.get(one), untagged: [] }
}
