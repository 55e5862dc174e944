/** A catalog as it is written: the public format of `catalog.yaml` (schema/formats/catalog.schema.json), snake_case as published. */
import type {
  ActKind,
  Channel,
  Collection,
  CreditClass,
  GradedCap,
  ItemId,
  PeriodRuleId,
  Polarity,
  ProviderId,
  Sensitivity,
  SubjectKind,
} from './catalog-item.ts'

export interface DocumentItem {
  readonly id: ItemId
  readonly name_en: string
  readonly name_zh: string
  readonly category: string
  readonly act_kind?: ActKind
  readonly class: CreditClass
  readonly subjects: readonly SubjectKind[]
  readonly provider: ProviderId
  readonly channels: readonly Channel[]
  readonly sensitivity: Sensitivity
  readonly polarity: Polarity
  readonly collection: Collection
  readonly period: PeriodRuleId
  readonly basis: readonly string[]
  readonly many: boolean
  readonly field?: string
  readonly note?: string
  readonly authority_list_code?: string
}

export interface DocumentPeriodRule {
  readonly rule: string
  readonly basis: readonly string[]
  readonly caps?: Readonly<Record<'minor' | 'general' | 'serious', GradedCap>>
}

export interface CatalogDocument {
  readonly meta: {
    readonly title_en: string
    readonly title_zh: string
    readonly version: string
    readonly national_edition: string
    readonly effective_from: string | null
    readonly approval_no: string | null
  }
  readonly categories: Readonly<Record<string, { readonly en: string; readonly zh: string }>>
  readonly act_kinds?: Readonly<Record<string, string>>
  readonly agencies: Readonly<Record<ProviderId, string>>
  readonly period_rules: Readonly<Record<string, DocumentPeriodRule>>
  readonly purposes: Readonly<Record<string, string>>
  readonly fields?: Readonly<Record<string, string>>
  readonly items: readonly DocumentItem[]
  readonly conditional: readonly {
    readonly item: ItemId
    readonly words: readonly string[]
    readonly not_these_words?: readonly string[]
  }[]
  readonly prohibited: readonly {
    readonly id: string
    readonly name_en: string
    readonly name_zh: string
    readonly schema_words: readonly string[]
    readonly not_these_words: readonly string[]
    readonly basis: readonly string[]
  }[]
}
