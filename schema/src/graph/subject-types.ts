/** The two types of subjects in the graph, their keys, and which items stand below them. */
import type { CatalogItem } from '../catalog/catalog-item.ts'
import type { SubjectTypeName } from './names.ts'

interface SubjectType {
  readonly name: SubjectTypeName
  readonly key: 'uscc' | 'ref'
  /** A person's key is a token that no caller sees. */
  readonly keyMark: string
  readonly zh: string
  readonly en: string
  readonly keyZh: string
  readonly keyEn: string
}

export const subjectTypes: readonly [SubjectType, SubjectType] = [
  {
    name: 'Organization',
    key: 'uscc',
    keyMark: '@technical',
    zh: '法人和非法人组织',
    en: 'Legal person or unincorporated organization',
    keyZh: '统一社会信用代码',
    keyEn: 'Unified social credit code',
  },
  {
    name: 'NaturalPerson',
    key: 'ref',
    keyMark: '@technical(audience: "hub")',
    zh: '自然人',
    en: 'Natural person',
    keyZh: '主体标识',
    keyEn: 'Keyed token of the identity number, for the hub alone',
  },
]

/** Whether an item speaks of subjects of this type (REG-2.1). */
export function isOpenTo({ subjects }: Pick<CatalogItem, 'subjects'>, type: SubjectTypeName): boolean {
  return subjects.some((kind) => (kind === 'natural_person') === (type === 'NaturalPerson'))
}
