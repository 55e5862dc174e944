/** What the registry holds, as one immutable value: an act is a function from one state to the next. */
import type { BundleAgency, Consumer, Contract, WitnessRule } from '@xinqiao/contracts'
import type { CatalogVersion } from './catalogs/life-cycle.ts'

/** An agency with the schema it has published. */
export interface RegisteredAgency extends BundleAgency {
  readonly sdl: string
  /** Counts the schemas of this agency. */
  readonly schemaVersion: number
}

/** A token taken back before its end; forgotten once it has ended anyway. */
export interface RevokedToken {
  readonly jti: string
  /** Second after which the token has ended by itself, skew included. */
  readonly until: number
}

/** An origin of the audit and the key that vouches for it, in C2SP's form. */
export interface AuditKey {
  readonly origin: string
  readonly vkey: string
}

/** The whole store but bundles, quota leases and composed supergraphs. Keys: agency id, consumer id, `id@version`, catalog version, path. */
export interface RegistryState {
  /** Counts the acts; a writer that saw an older one is refused `CHANGED_MEANWHILE`. */
  readonly revision: number
  readonly agencies: ReadonlyMap<string, RegisteredAgency>
  readonly consumers: ReadonlyMap<string, Consumer>
  readonly contracts: ReadonlyMap<string, Contract>
  readonly catalogs: ReadonlyMap<string, CatalogVersion>
  /** Files of the data folder as loaded, so that a single file is judged together with the rest. */
  readonly files: ReadonlyMap<string, string>
  readonly revokedTokens: ReadonlyMap<string, RevokedToken>
  /** Keys of audit origins, by origin; none is ever replaced. */
  readonly auditKeys: ReadonlyMap<string, AuditKey>
  /** Who signs the audit logs' checkpoints beside the hub. */
  readonly witnesses: WitnessRule
}

/** A hub whose log nobody else signs. */
export const noWitnesses: WitnessRule = Object.freeze({ witnesses: [], quorum: 0, stopAfterMs: null })

/** A store in which nothing has been done yet. */
export const emptyState: RegistryState = Object.freeze({
  revision: 0,
  agencies: new Map(),
  consumers: new Map(),
  contracts: new Map(),
  catalogs: new Map(),
  files: new Map(),
  revokedTokens: new Map(),
  auditKeys: new Map(),
  witnesses: noWitnesses,
})

/** Key of a contract's version. */
export function contractKey(contract: Pick<Contract, 'id' | 'version'>): string {
  return `${contract.id}@${contract.version}`
}

/** A copy of a map with further entries. */
export function withEntries<V>(
  map: ReadonlyMap<string, V>,
  entries: Iterable<readonly [string, V]>,
): ReadonlyMap<string, V> {
  return new Map([...map, ...entries])
}
