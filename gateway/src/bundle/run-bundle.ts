/** A verified bundle becomes one the gateway can run on: everything in it is read, loaded and indexed before it is taken. */
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { type Bundle, ContractRegister } from '@xinqiao/contracts'
import { type Catalog, type DataStandards, readCatalog, readDataStandards } from '@xinqiao/schema'
import { GatewayError } from '../errors.ts'
import type { SupergraphLoader } from './load-supergraph.ts'
import type { RunningBundle } from './running-bundle.ts'

/**
 * Loads a bundle whole. What it shares with the one that runs is taken over, neither read nor kept twice: most bundles
 * bring a contract or a revoked token.
 *
 * @throws GatewayError `BUNDLE_UNLOADABLE` when any part of it cannot be run.
 */
export async function runBundle(
  given: Bundle,
  jws: string,
  loader: SupergraphLoader,
  former: RunningBundle | null,
): Promise<RunningBundle> {
  const { apiSchema, coordinates, federation } = await loader.load(given.supergraph)
  try {
    const bundle = { ...given, ...(await sharedParts(given, former)) }
    const catalog = catalogOf(bundle, former)
    await nextTurn()
    const standards = standardsOf(bundle, catalog, former)
    await nextTurn()
    return Object.freeze({
      bundle,
      digest: createHash('sha256').update(jws).digest('hex'),
      catalog,
      standards,
      register: new ContractRegister(bundle.contracts),
      coordinates,
      federation,
      apiSchema,
      notAfterMs: Date.parse(bundle.notAfter),
    })
  } catch (cause) {
    throw new GatewayError('BUNDLE_UNLOADABLE', 'catalog, standards or marks cannot be read', { cause })
  }
}

type Shared = Partial<Pick<Bundle, 'supergraph' | 'catalog' | 'standards' | 'contracts'>>

/** The former bundle's own objects wherever the new one says the same. */
async function sharedParts(bundle: Bundle, former: RunningBundle | null): Promise<Shared> {
  if (former === null) return {}
  const old = former.bundle
  const catalog = isDeepStrictEqual(bundle.catalog, old.catalog) ? { catalog: old.catalog } : {}
  await nextTurn()
  const standards = isDeepStrictEqual(bundle.standards, old.standards) ? { standards: old.standards } : {}
  await nextTurn()
  const known = new Map(old.contracts.map((contract) => [`${contract.id}@${contract.version}`, contract]))
  const contracts = bundle.contracts.map((contract) => {
    const before = known.get(`${contract.id}@${contract.version}`)
    return before !== undefined && isDeepStrictEqual(before, contract) ? before : contract
  })
  const supergraph = bundle.supergraph === old.supergraph ? { supergraph: old.supergraph } : {}
  return { ...supergraph, ...catalog, ...standards, contracts }
}

function catalogOf({ catalog }: Bundle, former: RunningBundle | null): Catalog {
  return former !== null && former.bundle.catalog === catalog ? former.catalog : readCatalog(catalog, 'bundle')
}

function standardsOf({ standards }: Bundle, catalog: Catalog, former: RunningBundle | null): DataStandards {
  const isKnown = former !== null && former.bundle.standards === standards && former.catalog === catalog
  return isKnown ? former.standards : readDataStandards(standards, catalog, 'bundle')
}
