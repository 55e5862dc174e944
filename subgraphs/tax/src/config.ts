/** Settings of the tax service: the kit's, with this agency's names. */
import { type AgencyConfig, readAgencyConfig } from '@xinqiao/subgraph-kit'

/**
 * Reads the environment.
 * @throws KitError `CONFIG_INVALID` with every mistake.
 */
export function readConfig(): AgencyConfig {
  return readAgencyConfig('tax', 'TAX', 4011)
}
