/** A lawful subgraph schema, so that a test changes only what its case is about. */
import { provincialCatalog } from '@xinqiao/schema'
import { checkSubgraphSdl } from '../schema-checks/check-subgraph-sdl.ts'
import type { SchemaFinding } from '../schema-checks/schema-finding.ts'

const head = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.14", import: ["@key", "@requires", "@external", "@shareable", "@composeDirective"])
    @link(url: "https://xinqiao.hainan/policy/v1.0", import: ["@item", "@technical"])
    @composeDirective(name: "@item")
    @composeDirective(name: "@technical")
  directive @item(id: String!) on FIELD_DEFINITION | OBJECT
  directive @technical(audience: String = "public") on FIELD_DEFINITION | OBJECT | INTERFACE | ENUM | SCALAR
`
const forms = `
  interface CreditRecord @technical { id: ID! @technical item: String! @technical determinedOn: String @technical }
  type PageInfo @shareable @technical { hasNextPage: Boolean! @technical endCursor: String @technical }
`
const places = `
  type Organization @key(fields: "uscc") { uscc: ID! @technical amr: OrganizationAmr @technical }
  type NaturalPerson @key(fields: "ref") { ref: ID! @technical amr: NaturalPersonAmr @technical }
  type OrganizationAmr @technical { penalty(first: Int = 20, after: String): AmrPenaltyConnection @item(id: "amr.penalty") }
  type NaturalPersonAmr @technical { penalty(first: Int = 20, after: String): AmrPenaltyConnection @item(id: "amr.penalty") }
`
const records = `
  type AmrPenaltyConnection @item(id: "amr.penalty") { nodes: [AmrPenalty!]! pageInfo: PageInfo! }
  type AmrPenalty implements CreditRecord @key(fields: "id") @item(id: "amr.penalty") {
    id: ID! item: String! determinedOn: String
    subject: ID! @technical(audience: "hub")
    violation: String @item(id: "amr.penalty")
    fine: Int @item(id: "amr.penalty")
  }
`
/** A schema of `amr` that no check finds anything in. */
export const lawful: string = head + forms + places + records

/** What the checks find in a schema of `amr`, beside the running ones. */
export function findings(sdl: string, running: Map<string, string> = new Map()): readonly SchemaFinding[] {
  return checkSubgraphSdl({ sdl, provider: 'amr', catalog: provincialCatalog(), standards: new Map(), running })
}

/** The same as code and coordinate. */
export function codes(sdl: string, running?: Map<string, string>): readonly string[] {
  return findings(sdl, running).map(({ code, coordinate }) => `${code} ${coordinate}`)
}

/** The lawful schema with one more field on the penalty. */
export const withField = (field: string): string => lawful.replace('fine: Int', `${field}\n fine: Int`)
