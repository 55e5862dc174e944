/** The parts of the graph that every subgraph writes alike: links, directives, interface and value types (schema/sdl). */

import { described } from './described.ts'
import { recordFields } from './record-fields.ts'

/** Identity of the policy directives; a rename is resolved by it, never by the written name. */
export const policyIdentity = 'https://xinqiao.hainan/policy'

/** Federation version that composer and gateway both know (style.md §8). */
const federationUrl = 'https://specs.apollo.dev/federation/v2.14'

/** `extend schema` with the links, and the two policy directives. */
export function headSdl(): string {
  return `extend schema
  @link(url: "${federationUrl}", import: ["@key", "@shareable", "@composeDirective"])
  @link(url: "${policyIdentity}/v1.0", import: ["@item", "@technical"])
  @composeDirective(name: "@item")
  @composeDirective(name: "@technical")

${directivesSdl()}`
}

/** The only way a field meets the catalog, and the mark of fields that carry form alone (REG-11.1). */
export function directivesSdl(): string {
  return `${described('目录项标识', 'Catalog item that this field or type carries')}
directive @item(id: String!) on FIELD_DEFINITION | OBJECT

${described('技术性字段', 'Carries form, no credit information; audience self: a verified subject alone; hub: in no caller’s view')}
directive @technical(audience: String = "public") on FIELD_DEFINITION | OBJECT | INTERFACE | ENUM | SCALAR`
}

/** Scalars of the graph. */
export function scalarsSdl(): string {
  return [
    scalar('LegalDate', '法定日期', 'Calendar date of Asia/Shanghai, YYYY-MM-DD'),
    scalar('Instant', '时刻', 'Instant, RFC 3339'),
    scalar('Fen', '金额（分）', 'Money in whole fen, up to 2^53-1'),
  ].join('\n\n')
}

/** The interface of every record, with the values it is made of. */
export function creditRecordSdl(): string {
  const fields = recordFields.map(({ name, type, zh, en }) => `  ${described(zh, en)}\n  ${name}: ${type}`)
  return `${described('信用记录', 'One fact about a subject under one catalog item')}
interface CreditRecord @technical {
${fields.join('\n')}
}

${described('依据文书', 'Effective document a record rests on')}
type BasisDocument @shareable @technical {
  ${described('文书种类', 'Kind of document')}
  kind: String!
  ${described('文号', 'Number of the document')}
  number: String!
  ${described('制发单位代码', 'Unified social credit code of the issuing body')}
  issuer: ID!
  ${described('生效日期', 'Day it took effect')}
  effectiveOn: LegalDate!
}

${described('异议标注', 'Mark of a pending objection')}
type ObjectionMark @shareable @technical {
  ${described('标注日期', 'Marked since')}
  since: LegalDate!
  ${described('异议编号', 'Number of the objection case')}
  caseNumber: String!
}

${described('来源', 'Where a record comes from')}
type Provenance @shareable @technical {
  ${described('依据文书文号', 'Number of the document it was taken from')}
  document: String
  ${described('归集时刻', 'Instant it was taken in')}
  ingestedAt: Instant!
  ${described('目录版本', 'Version of the catalog it was checked by')}
  catalogVersion: String!
}`
}

/** Values that payloads and pages are made of. */
export function valueTypesSdl(): string {
  return `${described('人员', 'Person named in a record')}
type PersonRef @shareable @technical {
  ${described('姓名', 'Name')}
  name: String
  ${described('职务', 'Role')}
  role: String
  ${described('证件类型', 'Kind of identity document, 01 to 05')}
  documentKind: String
  ${described('证件号码', 'Number of the document, masked unless the contract gives the full number')}
  documentNumber: String
}

${described('单位', 'Organization named in a record')}
type OrganizationRef @shareable @technical {
  ${described('名称', 'Name')}
  name: String
  ${described('统一社会信用代码', 'Unified social credit code')}
  uscc: String
}

${described('分页信息', 'Where a page ends')}
type PageInfo @shareable @technical {
  ${described('是否还有下一页', 'Whether another page follows')}
  hasNextPage: Boolean!
  ${described('末尾游标', 'Cursor of the last row')}
  endCursor: String
}`
}

function scalar(name: string, zh: string, en: string): string {
  return `${described(zh, en)}\nscalar ${name} @technical`
}
