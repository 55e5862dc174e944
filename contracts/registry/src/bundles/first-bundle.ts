/** The bundle a registry starts with. */
import { provincialCatalog } from '@xinqiao/schema'
import { demonstrationCatalog } from '../catalogs/first-catalog.ts'
import type { RegistryConfig } from '../config.ts'
import { RegistryError } from '../errors.ts'
import type { RegistryEvents } from '../events.ts'
import type { ReleaseLine } from '../release/release-line.ts'

/** Who starts. */
export interface Starting {
  readonly line: ReleaseLine
  readonly config: Pick<RegistryConfig, 'profile'>
  readonly events: Pick<RegistryEvents, 'bundleFailed'>
}

/**
 * A start signs anew: addresses in the settings may have changed. A development hub without any catalog takes the project's own.
 * What does not compose any more leaves the last bundle running; everything else stops the start.
 */
export async function firstBundle({ line, config, events }: Starting): Promise<void> {
  try {
    if (config.profile === 'development' && line.state.catalogs.size === 0) await takeDemonstration(line)
    else await line.reissue()
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'COMPOSITION_FAILED') throw error
    events.bundleFailed(error.code)
  }
}

async function takeDemonstration(line: ReleaseLine): Promise<void> {
  const first = demonstrationCatalog(provincialCatalog())
  await line.perform({
    act: 'catalog.demonstration',
    object: first.version,
    by: 'registry',
    next: (state) => ({ ...state, catalogs: new Map([[first.version, first]]) }),
  })
}
