/** The difference of two states to rows, inside the transaction that also takes the new bundle. */
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Consumer, Contract, WitnessRule } from '@xinqiao/contracts'
import type { CatalogVersion } from '../catalogs/life-cycle.ts'
import { RegistryError } from '../errors.ts'
import type { RegisteredAgency, RegistryState } from '../state.ts'
import type { StoreTransaction } from './open-store.ts'

/**
 * Writes what differs and counts the revision on.
 * @throws RegistryError `CHANGED_MEANWHILE` (409) when another process has acted since `before` was read.
 */
export async function writeState(tx: StoreTransaction, before: RegistryState, after: RegistryState): Promise<void> {
  const counted = await tx
    .updateTable('revision')
    .set({ revision: after.revision })
    .where('revision', '=', before.revision)
    .executeTakeFirst()
  if (counted.numUpdatedRows !== 1n) {
    throw new RegistryError('CHANGED_MEANWHILE', 409, 'Somebody else acted at the same time; nothing was changed.')
  }
  for (const agency of changed(before.agencies, after.agencies)) await writeAgency(tx, agency)
  await writeConsumers(tx, changed(before.consumers, after.consumers))
  // Ended versions first: only one version of a contract, and one catalog, may be active at any time.
  const contracts = changed(before.contracts, after.contracts)
  for (const contract of contracts.filter((one) => one.state !== 'active')) await writeContract(tx, contract)
  for (const contract of contracts.filter((one) => one.state === 'active')) await writeContract(tx, contract)
  const catalogs = changed(before.catalogs, after.catalogs)
  for (const version of catalogs.filter((one) => one.state !== 'in_force')) await writeCatalog(tx, version)
  for (const version of catalogs.filter((one) => one.state === 'in_force')) await writeCatalog(tx, version)
  for (const [path, text] of after.files) {
    if (before.files.get(path) === text) continue
    const row = { path, text }
    await tx
      .insertInto('loaded_file')
      .values(row)
      .onConflict((on) => on.column('path').doUpdateSet(row))
      .execute()
  }
  for (const token of changed(before.revokedTokens, after.revokedTokens)) {
    const row = { jti: token.jti, until_second: String(token.until) }
    await tx
      .insertInto('revoked_token')
      .values(row)
      .onConflict((on) => on.column('jti').doNothing())
      .execute()
  }
  const auditKeys = changed(before.auditKeys, after.auditKeys)
  if (auditKeys.length > 0)
    await tx
      .insertInto('audit_key')
      .values([...auditKeys])
      .execute()
  if (!isDeepStrictEqual(before.witnesses, after.witnesses)) await writeWitnesses(tx, after.witnesses)
  const forgotten = [...before.revokedTokens.keys()].filter((jti) => !after.revokedTokens.has(jti))
  if (forgotten.length > 0) await tx.deleteFrom('revoked_token').where('jti', 'in', forgotten).execute()
}

function changed<V>(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>): readonly V[] {
  return [...after].filter(([key, value]) => !isDeepStrictEqual(before.get(key), value)).map(([, value]) => value)
}

async function writeAgency(tx: StoreTransaction, agency: RegisteredAgency): Promise<void> {
  const row = {
    id: agency.id,
    url: agency.url,
    body: agency.body,
    key: JSON.stringify(agency.key),
    agreement_key: JSON.stringify(agency.agreementKey),
    fetch_auth: agency.fetchAuth,
    schema_version: agency.schemaVersion,
  }
  await tx
    .insertInto('agency')
    .values(row)
    .onConflict((on) => on.column('id').doUpdateSet(row))
    .execute()
  const digest = createHash('sha256').update(agency.sdl).digest('hex')
  await tx
    .insertInto('agency_schema')
    .values({ agency: agency.id, version: agency.schemaVersion, sdl: agency.sdl, digest })
    .onConflict((on) => on.columns(['agency', 'version']).doNothing())
    .execute()
}

/** All former clients go before the new ones come: a client may move from one consumer to another. */
async function writeConsumers(tx: StoreTransaction, consumers: readonly Consumer[]): Promise<void> {
  for (const consumer of consumers) {
    const row = { id: consumer.id, document: JSON.stringify(consumer) }
    await tx
      .insertInto('consumer')
      .values(row)
      .onConflict((on) => on.column('id').doUpdateSet(row))
      .execute()
    await tx.deleteFrom('client').where('consumer', '=', consumer.id).execute()
  }
  const clients = consumers.flatMap((consumer) =>
    consumer.clients.map((client) => ({ id: client.id, consumer: consumer.id, keys: JSON.stringify(client.keys) })),
  )
  if (clients.length > 0) await tx.insertInto('client').values(clients).execute()
}

async function writeContract(tx: StoreTransaction, contract: Contract): Promise<void> {
  const row = {
    id: contract.id,
    version: contract.version,
    consumer: contract.consumer,
    state: contract.state,
    end_reason: contract.endReason ?? null,
    document: JSON.stringify(contract),
  }
  await tx
    .insertInto('contract')
    .values(row)
    .onConflict((on) => on.columns(['id', 'version']).doUpdateSet(row))
    .execute()
}

async function writeCatalog(tx: StoreTransaction, version: CatalogVersion): Promise<void> {
  const row = {
    version: version.version,
    state: version.state,
    approval_number: version.approval?.number ?? null,
    approved_on: version.approval?.on ?? null,
    effective_from: version.effectiveFrom,
    document: JSON.stringify(version.document),
  }
  await tx
    .insertInto('catalog_version')
    .values(row)
    .onConflict((on) => on.column('version').doUpdateSet(row))
    .execute()
}

async function writeWitnesses(tx: StoreTransaction, rule: WitnessRule): Promise<void> {
  const row = { document: JSON.stringify(rule) }
  await tx
    .insertInto('witness_rule')
    .values(row)
    .onConflict((on) => on.column('single').doUpdateSet(row))
    .execute()
}
