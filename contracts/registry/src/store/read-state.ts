/** Rows to state: what the registry starts from. */
import type { Consumer, Contract, FetchAuth, Jwk, WitnessRule } from '@xinqiao/contracts'
import type { CatalogState, CatalogVersion } from '../catalogs/life-cycle.ts'
import { contractKey, noWitnesses, type RegisteredAgency, type RegistryState } from '../state.ts'
import type { Store } from './open-store.ts'

/** Reads the whole store; it is small: agencies, consumers, contracts, the catalog's versions. */
export async function readState(store: Store): Promise<RegistryState> {
  return store
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const revision = await tx.selectFrom('revision').select('revision').executeTakeFirstOrThrow()
      const agencies = await tx
        .selectFrom('agency')
        .innerJoin('agency_schema', (join) =>
          join
            .onRef('agency_schema.agency', '=', 'agency.id')
            .onRef('agency_schema.version', '=', 'agency.schema_version'),
        )
        .select(['id', 'url', 'body', 'key', 'agreement_key', 'fetch_auth', 'schema_version', 'sdl'])
        .orderBy('id')
        .execute()
      const consumers = await tx.selectFrom('consumer').selectAll().orderBy('id').execute()
      const contracts = await tx.selectFrom('contract').selectAll().orderBy('id').orderBy('version').execute()
      const catalogs = await tx.selectFrom('catalog_version').selectAll().orderBy('version').execute()
      const files = await tx.selectFrom('loaded_file').selectAll().orderBy('path').execute()
      const auditKeys = await tx.selectFrom('audit_key').select(['origin', 'vkey']).orderBy('origin').execute()
      const rule = await tx.selectFrom('witness_rule').select('document').executeTakeFirst()
      const revoked = await tx.selectFrom('revoked_token').selectAll().execute()
      return Object.freeze({
        revision: revision.revision,
        agencies: new Map(agencies.map((row) => [row.id, agencyOf(row)])),
        consumers: new Map(consumers.map((row) => [row.id, row.document as unknown as Consumer])),
        contracts: new Map(
          contracts.map((row) => {
            const contract = row.document as unknown as Contract
            return [contractKey(contract), contract]
          }),
        ),
        catalogs: new Map(catalogs.map((row) => [row.version, catalogOf(row)])),
        files: new Map(files.map((row) => [row.path, row.text])),
        revokedTokens: new Map(revoked.map((row) => [row.jti, { jti: row.jti, until: Number(row.until_second) }])),
        auditKeys: new Map(auditKeys.map((row) => [row.origin, row])),
        witnesses: (rule?.document as unknown as WitnessRule | undefined) ?? noWitnesses,
      })
    })
}

function agencyOf(row: {
  id: string
  url: string
  body: string
  key: unknown
  agreement_key: unknown
  fetch_auth: string
  schema_version: number
  sdl: string
}): RegisteredAgency {
  return {
    id: row.id,
    url: row.url,
    body: row.body,
    key: row.key as Jwk,
    agreementKey: row.agreement_key as Jwk,
    fetchAuth: row.fetch_auth as FetchAuth,
    schemaVersion: row.schema_version,
    sdl: row.sdl,
  }
}

function catalogOf(row: {
  version: string
  state: string
  approval_number: string | null
  approved_on: string | null
  effective_from: string | null
  document: unknown
}): CatalogVersion {
  const { approval_number: number, approved_on: on } = row
  return {
    version: row.version,
    state: row.state as CatalogState,
    approval: number === null || on === null ? null : { number, on },
    effectiveFrom: row.effective_from,
    document: row.document,
  }
}
