/** What the catalog says: its items, deny entries and rules as frozen values (REG-11, REG-12). */

/** Id of a catalog item, for example `tax.credit.grade`. */
export type ItemId = string
/** Id of a provider in the catalog, for example `tax`. */
export type ProviderId = string

export type SubjectKind = 'natural_person' | 'legal_person' | 'unincorporated'
export type CreditClass = 'public' | 'market'
export type Channel = 'public_announcement' | 'authorized_inquiry' | 'public_affairs_sharing'
export type Sensitivity = 'S0' | 'S1' | 'S2' | 'S3'
export type Polarity = 'positive' | 'neutral' | 'negative'
export type Collection = 'normal' | 'consent_and_notice' | 'consent_only'
export type PeriodRuleId = 'CURRENT' | 'VALID' | 'NEG5' | 'NEG_GRADED' | 'LISTED' | 'ONGOING' | 'LINKED' | 'WORKFLOW'
export type ActKind =
  | 'permit'
  | 'penalty'
  | 'compulsion'
  | 'confirm'
  | 'expropriation'
  | 'payment'
  | 'ruling'
  | 'compensation'
  | 'reward'
  | 'inspection'

/** One entry of the Public Credit Information Catalog in force. */
export interface CatalogItem {
  readonly id: ItemId
  readonly nameEn: string
  readonly nameZh: string
  /** National category `N01`…`N13`, or the marked local supplements `HUB` and `M` (REG-11.1b). */
  readonly category: string
  readonly class: CreditClass
  readonly subjects: readonly SubjectKind[]
  readonly provider: ProviderId
  readonly channels: readonly Channel[]
  readonly sensitivity: Sensitivity
  readonly polarity: Polarity
  readonly collection: Collection
  readonly period: PeriodRuleId
  readonly basis: readonly string[]
  /** `true`: a connection of records; `false`: the one current record or null. */
  readonly many: boolean
  readonly field?: string
  readonly actKind?: ActKind
  readonly note?: string
  /** Code of the entry in the agency's list of powers and duties (GUI-4b). */
  readonly authorityListCode?: string
}

/** A prohibited category (REG-14.4): never in a schema, payload, contract, form or feed. */
export interface DenyEntry {
  readonly id: string
  readonly nameEn: string
  readonly nameZh: string
  readonly words: readonly string[]
  readonly notTheseWords: readonly string[]
  readonly basis: readonly string[]
}

/** Words of one of the five consent-only kinds about natural persons (REG-14.3, D11). */
export interface ConsentOnlyEntry {
  readonly item: ItemId
  readonly words: readonly string[]
  readonly notTheseWords: readonly string[]
}

/** One graded cap of the NEG_GRADED rule (D13), ISO 8601 durations. */
export interface GradedCap {
  readonly public?: boolean
  readonly min?: string
  readonly max: string
}

export interface PeriodRule {
  readonly id: PeriodRuleId
  readonly rule: string
  readonly basis: readonly string[]
  readonly caps?: Readonly<Record<'minor' | 'general' | 'serious', GradedCap>>
}

export interface CatalogMeta {
  readonly titleEn: string
  readonly titleZh: string
  readonly version: string
  readonly nationalEdition: string
  /** Number of the government's approval (REG-11.2); `null` in a draft. */
  readonly approvalNumber: string | null
  readonly effectiveFrom: string | null
}

/** A catalog as the hub holds it: checked, frozen, with quick look-up. Made by `readCatalog` only. */
export interface Catalog {
  readonly meta: CatalogMeta
  readonly categories: ReadonlyMap<string, { readonly en: string; readonly zh: string }>
  readonly providers: ReadonlyMap<ProviderId, string>
  readonly purposes: ReadonlyMap<string, string>
  readonly fields: ReadonlyMap<string, string>
  readonly periodRules: ReadonlyMap<PeriodRuleId, PeriodRule>
  readonly items: ReadonlyMap<ItemId, CatalogItem>
  readonly prohibited: readonly DenyEntry[]
  readonly consentOnly: readonly ConsentOnlyEntry[]
  /** The document this catalog was read from, in the public format of data.md; travels in the bundle. */
  readonly document: unknown
}
