/** The ground of the comparison: one PostgreSQL, the five agencies of the kit as everybody starts them, filled through their own doors. */
import { join } from 'node:path'
import { ingestFile } from '@xinqiao/cli'
import { type EmbeddedAgency, embeddedAgencies } from '../../hub/agencies.ts'
import { ensureKeys, readJwk } from '../../hub/keys.ts'
import { startPart } from '../../hub/part.ts'
import { agencyPlans } from '../../hub/part-plans.ts'
import { choosePorts } from '../../hub/ports.ts'
import { startCluster } from '../../postgres/cluster.ts'
import { ensureDatabases } from '../../postgres/databases.ts'
import { writeWorld } from '../world/write-world.ts'

/** The agencies of a joined profile. */
export const comparedAgencies: readonly EmbeddedAgency[] = embeddedAgencies.filter(({ id }) => id !== 'office')

/** One agency of the kit, running and filled. */
export interface GroundAgency {
  readonly id: string
  readonly folder: string
  readonly url: string
  readonly pid: number
  /** The service role's own connection string, for whoever answers from the same rows. */
  readonly databaseUrl: string
}

export interface Ground {
  readonly keysDir: string
  readonly agencies: readonly GroundAgency[]
  readonly usccs: readonly string[]
}

/** What the ground may be told: the registry's address, and further settings of the agencies' processes. */
export interface GroundWish {
  readonly stateDir: string
  readonly registryUrl: (keysDir: string) => Promise<string>
  readonly env?: Readonly<Record<string, string>>
}

/** Legal time of the world's clock (`../world/hub.yaml`). */
const clock = '2026-11-23T10:00:00+08:00'

/** Starts all of it; `closing` gets what has to be stopped, in order. */
export async function startGround(wish: GroundWish, closing: (() => Promise<void>)[]): Promise<Ground> {
  const { stateDir } = wish
  const ids = comparedAgencies.map(({ id }) => id)
  const keysDir = await ensureKeys(stateDir, ids)
  const ports = await choosePorts(0)
  const cluster = await startCluster({ stateDir, port: ports.postgres })
  closing.push(() => cluster.stop())
  const databases = await ensureDatabases(cluster.adminUrl, stateDir, ids)
  const registryUrl = await wish.registryUrl(keysDir)
  const plans = agencyPlans({
    stateDir,
    keysDir,
    ports,
    clock,
    agencies: comparedAgencies,
    catalogFile: null,
    databases,
  })
  const parts = await Promise.all(
    plans.map((plan) =>
      startPart(
        { ...plan, env: { ...plan.env, ...wish.env, REGISTRY_URL: registryUrl, LOG_LEVEL: 'warn' } },
        stateDir,
        (part) => closing.push(() => part.stop()),
      ),
    ),
  )
  const agencies = comparedAgencies.map(({ id, folder }, at) => ({
    id,
    folder,
    url: `http://127.0.0.1:${ports[id]}`,
    pid: parts[at]?.pid ?? 0,
    databaseUrl: databases.get(id)?.serviceUrl ?? '',
  }))
  return { keysDir, agencies, usccs: await fill(stateDir, keysDir, agencies) }
}

/** Each agency takes its records in through its own door; gives the organizations they are about. */
async function fill(stateDir: string, keysDir: string, agencies: readonly GroundAgency[]): Promise<readonly string[]> {
  const dataDir = join(stateDir, 'world')
  const usccs = writeWorld(dataDir)
  for (const { id, url } of agencies) {
    const file = join(dataDir, 'records', id, '10-bench.ndjson')
    const figures = await ingestFile({ url: `${url}/records`, key: readJwk(keysDir, `agency-${id}`), file })
    if (figures.refused > 0) throw new Error(`Agency ${id} refused records of the benchmark.`)
  }
  return usccs
}
