/** The fields every record has in the graph: the interface CreditRecord and the two that only the hub reads (design.md §3). */

/** A field of the envelope as SDL, with its titles. */
export interface RecordField {
  readonly name: string
  readonly type: string
  readonly zh: string
  readonly en: string
}

/** Fields of the interface, in its order. */
export const recordFields: readonly RecordField[] = [
  { name: 'id', type: 'ID!', zh: '记录标识', en: 'Id of the record: item and the provider’s number' },
  { name: 'item', type: 'String!', zh: '目录项', en: 'Catalog item' },
  { name: 'class', type: 'String!', zh: '信息类别', en: 'Class of the information: public or market' },
  { name: 'provider', type: 'String!', zh: '提供单位', en: 'Agency that provides the record' },
  { name: 'determinedOn', type: 'LegalDate!', zh: '认定日期', en: 'Day of the determination' },
  { name: 'ongoing', type: 'Boolean!', zh: '是否持续', en: 'Whether the state goes on' },
  { name: 'concludedOn', type: 'LegalDate', zh: '终止日期', en: 'Day the state ended' },
  { name: 'validTo', type: 'LegalDate', zh: '有效期至', en: 'Last day of validity' },
  { name: 'seriousness', type: 'String', zh: '失信程度', en: 'Grade of seriousness: minor, general or serious' },
  { name: 'basisDocument', type: 'BasisDocument', zh: '依据文书', en: 'Document the record rests on' },
  { name: 'division', type: 'String', zh: '行政区划', en: 'Division of the acting authority' },
  { name: 'objection', type: 'ObjectionMark', zh: '异议标注', en: 'Mark of a pending objection' },
  { name: 'provenance', type: 'Provenance!', zh: '来源', en: 'Where the record comes from' },
  { name: 'masked', type: '[String!]!', zh: '遮盖字段', en: 'Fields whose value is masked' },
  { name: 'version', type: 'Int!', zh: '版本', en: 'Version of the record' },
]

/** Fields the row rules read and no caller's view shows. */
export const hubOnlyFields: readonly RecordField[] = [
  { name: 'subject', type: 'ID!', zh: '主体键', en: 'Key of the subject' },
  { name: 'subjectKind', type: 'String!', zh: '主体类别', en: 'Kind of the subject' },
]

/** Names that no payload field may bear. */
export const recordFieldNames: ReadonlySet<string> = new Set(
  [...recordFields, ...hubOnlyFields].map(({ name }) => name),
)
