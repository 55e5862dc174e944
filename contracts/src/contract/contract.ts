/** A schema contract: which consumer may get which items for which purpose on which legal basis (data.md §3). */
import type { Channel, ItemId, SubjectKind } from '@xinqiao/schema'

export type ContractKind =
  | 'sharing'
  | 'authorized_inquiry'
  | 'judicial'
  | 'vertical_unit'
  | 'financial_database'
  | 'recognition'
  | 'deidentified_export'
  | 'market_provider'
  | 'entrusted_processing'
  /** `public`, `self` and `duty` only; no document may name it. */
  | 'built_in'

export type ContractState = 'draft' | 'submitted' | 'active' | 'suspended' | 'ended'
export type EndReason = 'expired' | 'superseded' | 'decided'

/** One item a contract grants; without `fields` the whole item, S3 fields excepted (law/data-standards.yaml). */
export interface ContractItem {
  readonly id: ItemId
  /** Fields of the data standard, paths with dots; absent: the whole item. */
  readonly fields?: readonly string[]
  /** Unmasked identifiers: a right of its own. */
  readonly fullNumber: boolean
  readonly legalBasis: readonly string[]
}

export interface ContractApproval {
  readonly by: string
  readonly on: string
  readonly person?: string
}

export interface ContractFeed {
  readonly operation: string
  readonly purpose: string
  readonly payload: 'full' | 'ids'
  readonly encrypt: 'none' | 'day-key'
}

/** A contract document, checked and frozen. Made by `parseContract` or `builtInContract` only. */
export interface Contract {
  readonly id: string
  readonly version: number
  readonly kind: ContractKind
  readonly consumer: string
  readonly channel: Channel
  readonly purposes: readonly string[]
  readonly legalBasis: readonly string[]
  readonly subjects: readonly SubjectKind[]
  readonly divisions: readonly string[]
  readonly items: readonly ContractItem[]
  /** Both days inclusive, Asia/Shanghai. */
  readonly term: { readonly from: string; readonly to: string }
  readonly quota: {
    readonly requestsPerDay: number
    readonly subjectsPerDay: number
    readonly subjectsPerRequest: number
  }
  readonly caseRequired: boolean
  /** Registered operations by file name, with their text. */
  readonly operations: readonly { readonly name: string; readonly text: string }[]
  readonly answerMode: 'partial' | 'whole'
  readonly obligations: { readonly retentionDays: number; readonly deletionReceipts: boolean }
  readonly feed?: ContractFeed
  readonly approvals: readonly ContractApproval[]
  readonly state: ContractState
  readonly endReason?: EndReason
}

export type ConsumerKind = 'agency' | 'institution' | 'association' | 'platform' | 'portal' | 'processor'

export interface ConsumerClient {
  readonly id: string
  /** Public keys that authenticate the client, JWKS members. */
  readonly keys: readonly Readonly<Record<string, unknown>>[]
  /** Demo only: the hub makes the key pair (`keys: generate`); `keys` is empty then. */
  readonly generate?: true
}

/** Who may hold contracts (data.md §3). */
export interface Consumer {
  readonly id: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly kind: ConsumerKind
  readonly body: string
  readonly region: string
  readonly channels: readonly Channel[]
  readonly clients: readonly ConsumerClient[]
  readonly receiptKeys: readonly Readonly<Record<string, unknown>>[]
  /** Demo only: `receiptKeys: generate`. */
  readonly generateReceiptKeys?: true
}
