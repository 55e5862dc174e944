/** `.xinqiao/hub.json`: how programs on this machine find the hub (data.md §4). Public interface, changes only by addition. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** Paths are relative to the state folder. */
export interface HubFile {
  readonly version: string
  readonly pid: number
  readonly gateway: string
  readonly issuer: string
  readonly registry: string
  readonly feeds: string | null
  readonly operator: { readonly key: string }
  readonly auditor: { readonly key: string }
  /** Process numbers of the parts that are no agency. */
  readonly processes: { readonly gateway: number; readonly registry: number }
  readonly agencies: Readonly<
    Record<string, { readonly pid: number; readonly url: string; readonly ingest: string; readonly key: string }>
  >
  readonly clients: Readonly<Record<string, { readonly consumer: string; readonly key: string }>>
}

/** Writes the file so that a reader sees all of it or none. */
export function writeHubFile(stateDir: string, hub: HubFile): void {
  const file = join(stateDir, 'hub.json')
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, `${JSON.stringify(hub, null, 2)}\n`)
  renameSync(fresh, file)
}

/** Takes the file away when the hub stops. */
export function removeHubFile(stateDir: string): void {
  rmSync(join(stateDir, 'hub.json'), { force: true })
}

/** Reads the file, or gives `null` where no hub is running from this folder. */
export function readHubFile(stateDir: string): HubFile | null {
  try {
    const hub: HubFile = JSON.parse(readFileSync(join(stateDir, 'hub.json'), 'utf8'))
    return hub
  } catch {
    return null
  }
}

/** Clients whose private keys lie in the state folder: those of the data folder's consumers.yaml that were generated. */
export function clientsOf(dataDir: string, keysDir: string): HubFile['clients'] {
  const file = join(dataDir, 'consumers.yaml')
  if (!existsSync(file)) return {}
  const consumers: readonly { readonly id: string; readonly clients?: readonly { readonly id: string }[] }[] =
    parse(readFileSync(file, 'utf8')) ?? []
  const all = consumers.flatMap(({ id, clients }) =>
    (clients ?? []).map((client) => [client.id, { consumer: id, key: `keys/${client.id}.jwk.json` }] as const),
  )
  return Object.fromEntries(all.filter(([client]) => existsSync(join(keysDir, `${client}.jwk.json`))))
}
