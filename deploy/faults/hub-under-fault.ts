/**
 * A whole hub with proxies where its agencies stand. The address that registry, gateway and agency know stays the same,
 * since signatures hold for it: the agency is started again at another port, and the proxy takes its old one.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type HubUnderTest, startHubUnderTest } from '../e2e/hub-under-test.ts'
import { type EmbeddedAgency, embeddedAgencies } from '../hub/agencies.ts'
import { openDataFolder } from '../hub/data-folder.ts'
import { type Part, startPart } from '../hub/part.ts'
import { agencyPlans, type HubSetting } from '../hub/part-plans.ts'
import { choosePorts, portsFrom } from '../hub/ports.ts'
import { ensureDatabases } from '../postgres/databases.ts'
import { FaultProxy } from './fault-proxy.ts'

export type AgencyId = EmbeddedAgency['id']

export interface HubUnderFault {
  readonly hub: HubUnderTest
  /** Settings of its parts, to start more of them. */
  readonly setting: HubSetting
  /** Before each agency that was asked for. */
  readonly proxies: Readonly<Record<string, FaultProxy>>
  /** Every proxy without a fault. */
  mend(): Promise<void>
  stop(): Promise<void>
}

const lookAgainMs = 20

/**
 * Starts a hub from a data folder and puts proxies before these agencies. `databases`: what further parts need besides the
 * agencies' and the registry's.
 */
export async function startHubUnderFault(
  data: string,
  agencies: readonly AgencyId[] = [],
  databases: readonly string[] = [],
): Promise<HubUnderFault> {
  const hub = await startHubUnderTest({ data })
  const parts: Part[] = []
  const proxies: Record<string, FaultProxy> = {}
  const stop = async (): Promise<void> => {
    await Promise.all(parts.map((part) => part.stop()))
    await Promise.all(Object.values(proxies).map((proxy) => proxy.end()))
    await hub.stop()
  }
  try {
    const setting = await settingOf(hub, data, databases)
    await Promise.all(agencies.map((id) => interpose(hub, setting, id, parts, proxies)))
    const mend = async (): Promise<void> => {
      for (const proxy of Object.values(proxies)) await proxy.set({ kind: 'none' })
    }
    return { hub, setting, proxies, mend, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function interpose(
  hub: HubUnderTest,
  setting: HubSetting,
  id: AgencyId,
  parts: Part[],
  proxies: Record<string, FaultProxy>,
): Promise<void> {
  const plan = agencyPlans(setting).find(({ name }) => name === id)
  const pid = hub.file.agencies[id]?.pid
  if (plan === undefined || pid === undefined) throw new Error(`The hub runs no agency ${id}.`)
  process.kill(pid, 'SIGTERM')
  while (isRunning(pid)) await pause(lookAgainMs)
  const port = (await choosePorts(0))[id]
  proxies[id] = await FaultProxy.start(port, setting.ports[id])
  await startPart({ ...plan, env: { ...plan.env, PORT: String(port) } }, hub.stateDir, (part) => parts.push(part))
}

/** What the hub was started with, read again from its state folder. */
async function settingOf(hub: HubUnderTest, data: string, others: readonly string[]): Promise<HubSetting> {
  const { stateDir } = hub
  const ports = portsFrom(Number(new URL(hub.file.gateway).port))
  const password = readFileSync(join(stateDir, 'keys', 'postgres.password'), 'utf8').trim()
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${ports.postgres}/postgres`
  const ids = embeddedAgencies.map(({ id }) => id)
  const { clock, catalogFile } = openDataFolder(data, stateDir)
  return {
    stateDir,
    keysDir: join(stateDir, 'keys'),
    ports,
    clock,
    agencies: embeddedAgencies,
    catalogFile,
    databases: await ensureDatabases(adminUrl, stateDir, [...ids, 'registry', ...others]),
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
