/** The whole hub: PostgreSQL, registry, agencies, gateway, each a process of its own, filled and found through hub.json. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startCluster } from '../postgres/cluster.ts'
import { type DatabaseUrls, ensureDatabases } from '../postgres/databases.ts'
import { version } from '../version.ts'
import { agenciesToRun, type EmbeddedAgency, embeddedAgencies } from './agencies.ts'
import { compiledCodeDir, compileGateway } from './compiled-code.ts'
import { type DataFolder, inventWorld, openDataFolder } from './data-folder.ts'
import { fillHub } from './fill-hub.ts'
import { clientsOf, type HubFile, removeHubFile, writeHubFile } from './hub-file.ts'
import { ensureKeys } from './keys.ts'
import { endLeftOvers, forgetPids, notePids } from './left-overs.ts'
import { lockState } from './lock.ts'
import type { HubOptions } from './options.ts'
import { type Part, startPart } from './part.ts'
import { addressesOf, agencyPlans, gatewayPlan, type HubSetting, registryPlan } from './part-plans.ts'
import { choosePorts, type Ports } from './ports.ts'
import { registerAgencies } from './register-agencies.ts'

/** A hub that answers. */
export interface RunningHub {
  readonly file: HubFile
  readonly data: DataFolder
  /** The rest of the demo folder, loaded after the first answer; nothing is left to do for a folder of one's own. */
  fillRest(): Promise<void>
  /** Starts parts that ended, with the settings they had. */
  restartEnded(): Promise<readonly string[]>
  stop(): Promise<void>
}

/** Told what happens, one line a step. */
export type Tell = (line: string) => void

/**
 * Starts everything, in the order in which one part needs the other. Whatever was started is stopped again when a step fails.
 * @throws DeployError naming the step and what to do.
 */
export async function startHub(options: HubOptions, tell: Tell): Promise<RunningHub> {
  mkdirSync(options.stateDir, { recursive: true })
  const unlock = lockState(options.stateDir)
  const closing: (() => Promise<void>)[] = [async () => unlock()]
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed()) await close()
  }
  try {
    await endLeftOvers(options.stateDir)
    const keysDir = await ensureKeys(
      options.stateDir,
      embeddedAgencies.map(({ id }) => id),
    )
    const ports = await choosePorts(options.portBase)
    const data = openDataFolder(options.dataDir, options.stateDir)
    const agencies = agenciesToRun(data.agencies)
    const compiled = compileGateway(compiledCodeDir(options.stateDir))
    const databases = await startDatabases(options.stateDir, ports, agencies, closing)
    tell('databases are up')
    const hub: HubSetting = {
      stateDir: options.stateDir,
      keysDir,
      ports,
      clock: data.clock,
      agencies,
      catalogFile: data.catalogFile,
      databases,
    }
    const parts = new Map<string, Part>()
    closing.push(async () => {
      await stopAll(parts)
      forgetPids(hub.stateDir)
    })
    const start = async (plan: ReturnType<typeof registryPlan>): Promise<void> => {
      await startPart(plan, hub.stateDir, (part) => {
        parts.set(plan.name, part)
        notePids(
          hub.stateDir,
          [...parts.values()].map(({ pid }) => pid),
        )
      })
    }
    const registered = start(registryPlan(hub)).then(() => registerAgencies(hub, data))
    const gateway = compiled.then(() => start(gatewayPlan(hub)))
    await Promise.all([registered, gateway, ...agencyPlans(hub).map(start)])
    tell('registry, agencies and gateway are up')
    const file = await publish(hub, parts, data, tell)
    closing.push(async () => removeHubFile(options.stateDir))
    return {
      file,
      data,
      stop,
      fillRest: async () => {
        if (!data.isDemo) return
        await inventWorld(data.dir)
        await fillHub(hub, file, data, 'rest', tell)
      },
      restartEnded: async () => {
        const ended = [registryPlan(hub), ...agencyPlans(hub), gatewayPlan(hub)].filter(
          ({ name }) => parts.get(name)?.hasEnded() === true,
        )
        for (const plan of ended) await start(plan)
        writeHubFile(options.stateDir, hubFileOf(hub, parts, data))
        return ended.map(({ name }) => name)
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The embedded cluster, or none when every part has a server of its own. */
async function startDatabases(
  stateDir: string,
  ports: Ports,
  agencies: readonly EmbeddedAgency[],
  closing: (() => Promise<void>)[],
): Promise<ReadonlyMap<string, DatabaseUrls>> {
  const names = [
    ...agencies.map(({ id, databaseVariable }) => ({ id: id as string, databaseVariable })),
    { id: 'registry', databaseVariable: 'REGISTRY_DATABASE_URL' },
    { id: 'audit', databaseVariable: 'AUDIT_DATABASE_URL' },
  ]
  const missing = names.filter(({ databaseVariable }) => process.env[databaseVariable] === undefined)
  if (missing.length === 0) return new Map()
  const cluster = await startCluster({ stateDir, port: ports.postgres })
  closing.push(() => cluster.stop())
  return ensureDatabases(
    cluster.adminUrl,
    stateDir,
    missing.map(({ id }) => id),
  )
}

/** Fills the hub and writes hub.json, in this order: what is found through the file answers. */
async function publish(
  hub: HubSetting,
  parts: ReadonlyMap<string, Part>,
  data: DataFolder,
  tell: Tell,
): Promise<HubFile> {
  const draft = hubFileOf(hub, parts, data)
  await fillHub(hub, draft, data, data.isDemo ? 'showcase' : 'all', tell)
  const file = hubFileOf(hub, parts, data)
  writeHubFile(hub.stateDir, file)
  return file
}

function hubFileOf(hub: HubSetting, parts: ReadonlyMap<string, Part>, data: DataFolder): HubFile {
  const addresses = addressesOf(hub.ports)
  return {
    version,
    pid: process.pid,
    gateway: addresses.gateway,
    issuer: addresses.issuer,
    registry: addresses.registry,
    feeds: null,
    operator: { key: 'keys/operator.jwk.json' },
    auditor: { key: 'keys/auditor.jwk.json' },
    processes: { gateway: parts.get('gateway')?.pid ?? 0, registry: parts.get('registry')?.pid ?? 0 },
    agencies: Object.fromEntries(
      hub.agencies.map(({ id }) => [
        id,
        {
          pid: parts.get(id)?.pid ?? 0,
          url: addresses.agency(id),
          ingest: `${addresses.agency(id)}/records`,
          key: join('keys', `agency-${id}.jwk.json`),
        },
      ]),
    ),
    clients: clientsOf(data.dir, hub.keysDir),
  }
}

async function stopAll(parts: ReadonlyMap<string, Part>): Promise<void> {
  const gateway = parts.get('gateway')
  if (gateway !== undefined) await gateway.stop()
  await Promise.all([...parts.values()].map((part) => part.stop()))
}
