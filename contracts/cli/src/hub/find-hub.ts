/** Finds the running hub on this machine through `.xinqiao/hub.json` (data.md §4), so that verbs need no settings. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { readEnvironment } from '../config.ts'
import { CliError } from '../errors.ts'

/** What hub.json says; paths made absolute. */
export interface FoundHub {
  readonly stateDir: string
  readonly gateway: string
  readonly issuer: string
  readonly registry: string
  readonly operatorKey: string
  readonly agencies: Readonly<
    Record<string, { readonly pid: number; readonly url: string; readonly ingest: string; readonly key: string }>
  >
  readonly clients: Readonly<Record<string, { readonly consumer: string; readonly key: string }>>
}

/**
 * Looks for the hub: `--state`, else `XINQIAO_STATE`, else `.xinqiao` here or in a folder above.
 * @throws CliError `HUB_NOT_FOUND` (exit 5) when no hub runs there.
 */
export function findHub(stateOption: string | undefined): FoundHub {
  const stateDir = stateFolder(stateOption)
  const file = stateDir === null ? null : join(stateDir, 'hub.json')
  if (stateDir === null || file === null || !existsSync(file)) {
    throw new CliError('unreachable', {
      code: 'HUB_NOT_FOUND',
      what: 'No running hub was found on this machine.',
      where: stateDir === null ? 'no folder .xinqiao here or above' : 'no hub.json in the state folder',
      next: 'start one: npm start    or name its state folder: --state DIR',
    })
  }
  const hub: FoundHub & { operator: { key: string } } = JSON.parse(readFileSync(file, 'utf8'))
  const absolute = <T extends { readonly key: string }>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).map(([id, one]) => [id, { ...one, key: within(stateDir, one.key) }]))
  return {
    ...hub,
    stateDir,
    operatorKey: within(stateDir, hub.operator.key),
    agencies: absolute(hub.agencies),
    clients: absolute(hub.clients),
  }
}

function within(stateDir: string, path: string): string {
  return isAbsolute(path) ? path : join(stateDir, path)
}

function stateFolder(option: string | undefined): string | null {
  const { stateDir, invokedFrom } = readEnvironment()
  const named = option ?? stateDir
  if (named !== null && named !== undefined) return resolve(invokedFrom, named)
  for (let folder = invokedFrom; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.xinqiao'))) return join(folder, '.xinqiao')
    if (dirname(folder) === folder) return null
  }
}
