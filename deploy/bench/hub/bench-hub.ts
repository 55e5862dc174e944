/** The real hub of the benchmark: started as everybody starts it, filled from the benchmark's folder, its agencies then stood in for by doubles. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { embeddedAgencies } from '../../hub/agencies.ts'
import type { HubFile } from '../../hub/hub-file.ts'
import { readJwk } from '../../hub/keys.ts'
import { type PortName, type Ports } from '../../hub/ports.ts'
import { registerAgencies } from '../../hub/register-agencies.ts'
import { type RunningHub, startHub } from '../../hub/start-hub.ts'
import type { BenchClient } from '../engines/access.ts'
import type { Responders } from '../responders/responders.ts'
import { writeWorld } from '../world/write-world.ts'

/** Agencies whose records the profile joins. The office stays itself: it serves facts, not records here. */
export const doubledAgencies = ['amr', 'tax', 'court', 'tour', 'fin'] as const

/** A hub ready to be measured. */
export interface BenchHub {
  readonly gateway: string
  readonly issuer: string
  readonly gatewayPid: number
  readonly stateDir: string
  readonly keysDir: string
  readonly clients: readonly BenchClient[]
  /** Organizations that have records. */
  readonly usccs: readonly string[]
  /** The real agencies, which go on beside their doubles. */
  readonly agencies: HubFile['agencies']
  stop(): Promise<void>
}

/** Starts the hub on free ports and puts the doubles in the places of its agencies. */
export async function startBenchHub(
  stateDir: string,
  responders: Responders,
  tell: (line: string) => void,
): Promise<BenchHub> {
  const dataDir = join(stateDir, 'world')
  const usccs = writeWorld(dataDir)
  const hub = await startHub({ dataDir, stateDir, portBase: 0 }, tell)
  try {
    const keysDir = join(stateDir, 'keys')
    await putDoubles(hub, stateDir, keysDir, responders)
    const gatewayPid = hub.file.processes.gateway
    const { gateway, issuer, clients, agencies } = hub.file
    return {
      gateway,
      issuer,
      gatewayPid,
      stateDir,
      keysDir,
      clients: Object.entries(clients).map(([id, { key }]) => ({
        id,
        key: JSON.parse(readFileSync(join(stateDir, key), 'utf8')),
      })),
      usccs,
      agencies,
      stop: () => hub.stop(),
    }
  } catch (error) {
    await hub.stop()
    throw error
  }
}

/** The registry is told the doubles' addresses; keys, schema and bodies stay. */
async function putDoubles(hub: RunningHub, stateDir: string, keysDir: string, responders: Responders): Promise<void> {
  const contract = readFileSync(join(stateDir, 'world', 'contracts', 'BENCH-01.yaml'), 'utf8')
  const { items } = parse(contract) as { readonly items: readonly string[] }
  await responders.follow(
    doubledAgencies.map((id) => ({
      id,
      url: hub.file.agencies[id]?.url ?? '',
      agencyKey: readJwk(keysDir, `agency-${id}`),
      agreementKey: readJwk(keysDir, `agency-${id}-agreement`),
      items: items.filter((item) => item.startsWith(`${id}.`)),
    })),
    readJwk(keysDir, 'agreement'),
  )
  const ports = {
    ...portsOf(hub.file),
    ...Object.fromEntries(doubledAgencies.map((id) => [id, portOf(responders.urls[id])])),
  }
  await registerAgencies(
    {
      stateDir,
      keysDir,
      ports,
      clock: hub.data.clock,
      agencies: embeddedAgencies,
      catalogFile: hub.data.catalogFile,
      databases: new Map(),
    },
    hub.data,
  )
}

function portsOf(file: HubFile): Ports {
  const agencies = embeddedAgencies.map(({ id }): readonly [PortName, number] => [id, portOf(file.agencies[id]?.url)])
  const own: readonly (readonly [PortName, number])[] = [
    ['gateway', portOf(file.gateway)],
    ['issuer', portOf(file.issuer)],
    ['registry', portOf(file.registry)],
    ['postgres', 0],
  ]
  return Object.fromEntries([...agencies, ...own]) as Record<PortName, number>
}

function portOf(url: string | undefined): number {
  return url === undefined ? 0 : Number(new URL(url).port)
}
