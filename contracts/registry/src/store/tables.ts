/** The registry's tables as Kysely sees them. Documents are JSON; what is looked up or held to a rule has a column. */
import type { Generated, JSONColumnType } from 'kysely'

type Json = JSONColumnType<object, string, string>

interface RevisionTable {
  single: Generated<boolean>
  revision: number
  /** Entry of the last act that was committed: `origin`, index and leaf hash, as on its receipt. */
  entry_origin: string | null
  entry_index: string | null
  entry_hash: string | null
}
interface AgencyTable {
  id: string
  url: string
  body: string
  key: Json
  agreement_key: Json
  fetch_auth: string
  schema_version: number
}
interface AgencySchemaTable {
  agency: string
  version: number
  sdl: string
  digest: string
  published_at: Generated<Date>
}
interface ConsumerTable {
  id: string
  document: Json
}
interface ClientTable {
  id: string
  consumer: string
  keys: Json
}
interface ContractTable {
  id: string
  version: number
  consumer: string
  state: string
  end_reason: string | null
  document: Json
}
interface CatalogTable {
  version: string
  state: string
  approval_number: string | null
  approved_on: string | null
  effective_from: string | null
  document: Json
}
interface FileTable {
  path: string
  text: string
}
interface RevokedTokenTable {
  jti: string
  until_second: string
}
interface AuditKeyTable {
  origin: string
  vkey: string
  registered_at: Generated<Date>
}
interface WitnessRuleTable {
  single: Generated<boolean>
  document: Json
}
interface SupergraphTable {
  digest: string
  sdl: string
  composed_at: Generated<Date>
}
interface BundleTable {
  number: number
  issued_at: string
  not_after: string
  digest: string
  jws: string
}
interface QuotaLeaseTable {
  contract: string
  day: string
  kind: string
  taken: number
}

/** All tables. */
export interface RegistryTables {
  revision: RevisionTable
  agency: AgencyTable
  agency_schema: AgencySchemaTable
  consumer: ConsumerTable
  client: ClientTable
  contract: ContractTable
  catalog_version: CatalogTable
  loaded_file: FileTable
  revoked_token: RevokedTokenTable
  audit_key: AuditKeyTable
  witness_rule: WitnessRuleTable
  supergraph: SupergraphTable
  bundle: BundleTable
  quota_lease: QuotaLeaseTable
}
