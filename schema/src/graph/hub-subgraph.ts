/** The hub's own subgraph: root fields, and stubs of every subject and record type (design.md §3). */
import { Kind, parse } from 'graphql'
import type { Catalog, ProviderId } from '../catalog/catalog-item.ts'
import { itemsOfProvider } from '../catalog/look-up.ts'
import { described } from './described.ts'
import { typeName } from './names.ts'
import { headSdl } from './shared-sdl.ts'
import { subjectTypes } from './subject-types.ts'

/**
 * SDL of the hub's subgraph for the providers that run. With their SDL given, a record type that an agency does not
 * serve gets no stub: nothing could answer it, and it would not compose.
 */
export function hubSubgraphSdl(
  catalog: Catalog,
  providers: readonly ProviderId[],
  sdlOfProvider?: ReadonlyMap<ProviderId, string>,
): string {
  const stubs = providers.flatMap((provider) => {
    const sdl = sdlOfProvider?.get(provider)
    const served = sdl === undefined ? undefined : objectTypesOf(sdl)
    return itemsOfProvider(catalog, provider).filter(({ id }) => served === undefined || served.has(typeName(id)))
  })
  return `${[
    headSdl(),
    querySdl(),
    ...subjectTypes.map(
      ({ name, key, keyMark, zh, en, keyZh, keyEn }) => `${described(zh, en)}
type ${name} @key(fields: "${key}", resolvable: false) @technical {
  ${described(keyZh, keyEn)}
  ${key}: ID! ${keyMark}
}`,
    ),
    `${described('信用记录', 'One fact about a subject under one catalog item')}
interface CreditRecord @technical {
  ${described('记录标识', 'Id of the record: item and the provider’s number')}
  id: ID!
}`,
    ...stubs.map(
      ({ id, nameZh, nameEn }) => `${described(nameZh, nameEn)}
type ${typeName(id)} implements CreditRecord @key(fields: "id", resolvable: false) @item(id: "${id}") {
  ${described('记录标识', 'Id of the record: item and the provider’s number')}
  id: ID!
}`,
    ),
  ].join('\n\n')}\n`
}

function querySdl(): string {
  return `${described('查询', 'Root fields; they only turn arguments into keys')}
type Query @technical {
  ${described('按统一社会信用代码查询', 'Organization of a unified social credit code')}
  organization(uscc: ID!): Organization
  ${described('批量查询，最多100个', 'Organizations in the order asked, at most 100')}
  organizations(usccs: [ID!]!): [Organization]!
  ${described('按证件查询自然人', 'Natural person of an identity document')}
  naturalPerson(document: DocumentInput!): NaturalPerson
  ${described('按标识查询记录', 'Record of an id')}
  record(id: ID!): CreditRecord
  ${described('批量查询记录，最多50条', 'Records in the order asked, at most 50')}
  records(ids: [ID!]!): [CreditRecord]!
}

${described('证件', 'Identity document of a natural person')}
input DocumentInput {
  ${described('证件类型', 'Kind of document, 01 to 05')}
  kind: String!
  ${described('证件号码', 'Number of the document; it never leaves the hub')}
  number: ID!
}`
}

function objectTypesOf(sdl: string): ReadonlySet<string> {
  const { definitions } = parse(sdl, { noLocation: true })
  return new Set(
    definitions.flatMap((one) =>
      one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.OBJECT_TYPE_EXTENSION ? [one.name.value] : [],
    ),
  )
}
