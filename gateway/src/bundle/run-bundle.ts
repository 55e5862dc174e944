/** A verified bundle becomes one the gateway can run on: everything in it is read, loaded and indexed before it is taken. */
import { createHash } from 'node:crypto'
import { type Bundle, ContractRegister } from '@xinqiao/contracts'
import { coordinatesOf, readCatalog, readDataStandards } from '@xinqiao/schema'
import { GatewayError } from '../errors.ts'
import type { SupergraphLoader } from './load-supergraph.ts'
import type { RunningBundle } from './running-bundle.ts'

/**
 * Loads a bundle whole.
 * @throws GatewayError `BUNDLE_UNLOADABLE` when any part of it cannot be run.
 */
export async function runBundle(bundle: Bundle, jws: string, loader: SupergraphLoader): Promise<RunningBundle> {
  const { federation, apiSchema } = await loader.load(bundle.supergraph)
  try {
    const catalog = readCatalog(bundle.catalog, 'bundle')
    return Object.freeze({
      bundle,
      digest: createHash('sha256').update(jws).digest('hex'),
      catalog,
      standards: readDataStandards(bundle.standards, catalog, 'bundle'),
      register: new ContractRegister(bundle.contracts),
      coordinates: coordinatesOf(bundle.supergraph),
      federation,
      apiSchema,
      notAfterMs: Date.parse(bundle.notAfter),
    })
  } catch (cause) {
    throw new GatewayError('BUNDLE_UNLOADABLE', 'catalog, standards or marks cannot be read', { cause })
  }
}
