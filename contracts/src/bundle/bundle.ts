/** The signed, numbered, atomic configuration the gateway runs on (design.md §1, §2.2). */
import type { Consumer, Contract } from '../contract/contract.ts'

/** A JSON Web Key, public half unless a key store holds it. */
export type Jwk = Readonly<Record<string, unknown>>

/** How the hub vouches for a fetch to this agency (trust.md §4). */
export type FetchAuth = 'hourly' | 'ed25519'

/** One agency's endpoint and keys. */
export interface BundleAgency {
  readonly id: string
  /** Base URL of the subgraph; operations go to `<url>/graphql`. */
  readonly url: string
  /** Ed25519 public key that signs its answers. */
  readonly key: Jwk
  /** X25519 public key for the hourly keys. */
  readonly agreementKey: Jwk
  readonly fetchAuth: FetchAuth
  /** Body of the agency: its own unified social credit code. */
  readonly body: string
}

/** An issuer of access tokens: keys come from its JWKS URL only. */
export interface BundleIssuer {
  readonly issuer: string
  readonly jwksUrl: string
  readonly algorithms: readonly string[]
  readonly maxTokenLifeSeconds: number
  readonly clients: readonly string[]
}

/** Days off and working weekends of one year. */
export interface CalendarDocument {
  readonly year: number
  readonly off: readonly string[]
  readonly working: readonly string[]
}

/** Who signs the audit log's checkpoints beside the hub, and how many of them must (audit.md §4). */
export interface WitnessRule {
  /** Verifier key (C2SP signed-note, type 04) and address of each; the bodies are others than the hub's operator. */
  readonly witnesses: readonly { readonly vkey: string; readonly url: string }[]
  /** k of n; 0 only where there are no witnesses. */
  readonly quorum: number
  /** Milliseconds without a settled checkpoint after which the hub stops answering; `null`: it never does. */
  readonly stopAfterMs: number | null
}

/** Content of a bundle; travels as a compact JWS, `typ: xinqiao-bundle+jws`, signed by the bundle key. */
export interface Bundle {
  readonly number: number
  readonly issuedAt: string
  /** Instant after which the gateway refuses data queries with BUNDLE_EXPIRED (24 h). */
  readonly notAfter: string
  /** Supergraph SDL, composed and test-loaded by the registry. */
  readonly supergraph: string
  /** Catalog document in force, format of law/catalog.yaml, for `readCatalog`. */
  readonly catalog: unknown
  /** Data standards by item, raw form for `readDataStandards`. */
  readonly standards: unknown
  readonly contracts: readonly Contract[]
  readonly consumers: readonly Consumer[]
  readonly agencies: readonly BundleAgency[]
  readonly issuers: readonly BundleIssuer[]
  readonly calendars: readonly CalendarDocument[]
  /** Verifier keys of the hub's audit origins (C2SP signed-note), those of past years too; a bundle of an older registry has none. */
  readonly auditKeys?: readonly { readonly origin: string; readonly vkey: string }[]
  /** Absent in a bundle of an older registry: no witnesses. */
  readonly witnesses?: WitnessRule
  /** `jti` of revoked access tokens with the second after which they have ended anyway. */
  readonly revokedTokens: readonly { readonly jti: string; readonly until: number }[]
}
