/** What the law is asked, one shape for each of its four questions; a decision needs nothing beside it (D17). */
import type { Catalog, DataStandards, ItemId, LegalDate, RecordFacts, StandingRow } from '@xinqiao/schema'
import type { ConsentState } from '../consent/consent.ts'
import type { Consumer, Contract } from '../contract/contract.ts'

/** A credit subject by its key: a unified social credit code or a `ref`. */
export interface SubjectKey {
  readonly kind: 'organization' | 'person'
  readonly key: string
}

/** Who asks, as the room `authenticate` found. `unknown`: a token was shown and is not good, or one is needed and missing. */
export type Asker =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'anonymous' }
  /** `verified`: the identity check behind the token's `acr` is one the hub accepts (REG-16.2b). */
  | { readonly kind: 'subject'; readonly subject: SubjectKey; readonly verified: boolean }
  | { readonly kind: 'consumer'; readonly consumer: Consumer }

/** D17, 1–5b: may this request be answered at all? */
export interface RequestQuestion {
  readonly asker: Asker
  /** The contract named, from `ContractRegister.find`; `undefined` when unknown. A foreign one reads the same. */
  readonly contract: Contract | undefined
  /** `ContractRegister.recognises(consumer, today)`; `true` for the hub's own province. */
  readonly recognised: boolean
  readonly purpose: string | null
  readonly case: string | null
  /** `official.ref` of the token; a task is `task:<name>`. */
  readonly official: string | null
  readonly today: LegalDate
  /** Requests of the day still free, this one included: 0 refuses. */
  readonly requestsLeft: number
  /** Keys of the subjects asked, where they are known already; a `self` token may name its own only. */
  readonly subjects?: readonly string[]
}

/** D17, 6–9: may this item be given? Without a subject it is the cacheable part, with `consent: 'later'`. */
export interface ItemQuestion {
  readonly item: ItemId
  readonly catalog: Catalog
  readonly contract: Contract
  /** The type the item hangs on; `null` below a record asked by id, where the row rule judges the kind. */
  readonly subject: SubjectKey['kind'] | null
  /** The office's answer for subject, item, use and day; `later` leaves step 9 to the groups of subjects. */
  readonly consent: ConsentState | 'later'
}

/** May this payload field be given, and masked or in full? The item itself was permitted before. */
export interface FieldQuestion {
  readonly item: ItemId
  /** Path with dots inside the payload, lists not counted: `fine`, `person.documentNumber`. Envelope fields are permitted. */
  readonly field: string
  readonly catalog: Catalog
  readonly standards: DataStandards
  readonly contract: Contract
}

/** May this record be shown today? Facts that are optional are judged where they are given. */
export interface RowQuestion {
  readonly record: RecordFacts
  /** Last standing row of the record; `undefined`: nothing was decided about it. */
  readonly standing: StandingRow | undefined
  readonly catalog: Catalog
  readonly contract: Contract
  readonly today: LegalDate
  /** Division code of the record; needed where the contract is bound to divisions, absent is withheld. */
  readonly division?: string | null
  /** `removedOn` of a listed record's payload. */
  readonly removedOn?: LegalDate | null
  /** Whether the record that a LINKED one is derived from may be shown under this very contract. */
  readonly linkedTo?: 'shown' | 'gone' | undefined
  /** A newer version of the record is known. */
  readonly superseded?: boolean
  /** The person was under 18 when the record was determined (D15). */
  readonly underAge?: boolean
  /** Key of the record's subject, and under `self` the verified subject's own: others' records are withheld. */
  readonly subject?: string | undefined
  readonly ownKey?: string | undefined
  /** The office's answer, where a record was reached without naming its subject. */
  readonly consent?: ConsentState
}
