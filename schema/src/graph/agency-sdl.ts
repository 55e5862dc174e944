/** The whole subgraph of one agency, from the catalog and the data standards: the graph is the catalog (design.md §3). */
import type { Catalog, CatalogItem, ProviderId } from '../catalog/catalog-item.ts'
import { itemsOfProvider } from '../catalog/look-up.ts'
import type { DataStandards } from '../record/data-standard.ts'
import { bilingual, described } from './described.ts'
import { connectionName, placeField, providerTypeName, type SubjectTypeName, typeName } from './names.ts'
import { officeId, officeOperationsSdl } from './office-operations.ts'
import { payloadGraphType } from './payload-type.ts'
import { hubOnlyFields, recordFields } from './record-fields.ts'
import { creditRecordSdl, headSdl, scalarsSdl, valueTypesSdl } from './shared-sdl.ts'
import { isOpenTo, subjectTypes } from './subject-types.ts'

/**
 * SDL of an agency's subgraph: its field on each subject, its items below, one type a record. Root fields are the hub's,
 * and the operations of the credit office. An item without a data standard has the envelope alone.
 */
export function agencySdl(provider: ProviderId, catalog: Catalog, standards: DataStandards): string {
  const items = itemsOfProvider(catalog, provider)
  const about = bilingual(catalog.providers.get(provider) ?? provider, `subgraph of ${provider}`)
  return `${[
    `# ${about}. Written by \`npm run generate\` from the catalog and the data standards.`,
    headSdl(),
    scalarsSdl(),
    ...subjectTypes.flatMap(({ name, key }) => subjectSdl(provider, name, key, items)),
    creditRecordSdl(),
    valueTypesSdl(),
    ...items.flatMap((item) => [recordSdl(item, standards), ...(item.many ? [connectionSdl(item)] : [])]),
    ...(provider === officeId ? [officeOperationsSdl()] : []),
  ].join('\n\n')}\n`
}

function subjectSdl(
  provider: ProviderId,
  subject: SubjectTypeName,
  key: string,
  all: readonly CatalogItem[],
): readonly string[] {
  const items = all.filter((item) => isOpenTo(item, subject))
  if (items.length === 0) return []
  const below = providerTypeName(subject, provider)
  const places = items.map(placeSdl)
  const { zh, en, keyZh, keyEn, keyMark } = subjectTypes.find(({ name }) => name === subject) ?? subjectTypes[0]
  return [
    `${described(zh, en)}
type ${subject} @key(fields: "${key}") @technical {
  ${described(keyZh, keyEn)}
  ${key}: ID! ${keyMark}
  ${described('本单位提供的信息', `What ${provider} provides`)}
  ${provider}: ${below} @technical
}`,
    `${described(`${zh}：${provider}`, `${en}: items of ${provider}`)}
type ${below} @technical {
${places.join('\n')}
}`,
  ]
}

/** Longer lines are broken as the formatter of the project breaks them. */
const lineCharactersMax = 120

function placeSdl(item: CatalogItem): string {
  const line = `  ${placeOf(item)} ${itemMark(item)}`
  const fitting = line.length <= lineCharactersMax ? line : `  ${placeOf(item)}\n    ${itemMark(item)}`
  return `  ${described(item.nameZh, item.nameEn)}\n${fitting}`
}

function placeOf(item: CatalogItem): string {
  return item.many
    ? `${placeField(item)}(first: Int = 20, after: String): ${connectionName(item.id)}`
    : `${placeField(item)}: ${typeName(item.id)}`
}

function recordSdl(item: CatalogItem, standards: DataStandards): string {
  const payload = (standards.get(item.id)?.fields ?? []).map(
    (field) => `  ${described(field.zh, field.en)}\n  ${field.name}: ${payloadGraphType(field)} ${itemMark(item)}`,
  )
  const envelope = recordFields.map(({ name, type, zh, en }) => `  ${described(zh, en)}\n  ${name}: ${type}`)
  const hubOnly = hubOnlyFields.map(
    ({ name, type, zh, en }) => `  ${described(zh, en)}\n  ${name}: ${type} @technical(audience: "hub")`,
  )
  return `${described(item.nameZh, item.nameEn)}
type ${typeName(item.id)} implements CreditRecord @key(fields: "id") ${itemMark(item)} {
${[...envelope, ...hubOnly, ...payload].join('\n')}
}`
}

function connectionSdl(item: CatalogItem): string {
  return `${described(`${item.nameZh}（分页）`, `${item.nameEn}, in pages`)}
type ${connectionName(item.id)} ${itemMark(item)} {
  ${described('记录', 'Records of the page')}
  nodes: [${typeName(item.id)}!]!
  ${described('分页信息', 'Where the page ends')}
  pageInfo: PageInfo!
}`
}

function itemMark(item: CatalogItem): string {
  return `@item(id: "${item.id}")`
}
