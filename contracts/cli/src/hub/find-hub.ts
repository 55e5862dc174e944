/** Finds the running hub on this machine through `.xinqiao/hub.json` (data.md §4), so that verbs need no settings. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { readEnvironment } from '../config.ts'
import { ownError } from '../texts/lessons.ts'

/** Where an agency answers; `key` is the file of its private key. */
export interface FoundAgency {
  readonly pid: number
  readonly url: string
  readonly ingest: string
  readonly key: string
}

/** What hub.json says; paths made absolute. */
export interface FoundHub {
  readonly stateDir: string
  readonly gateway: string
  readonly issuer: string
  readonly registry: string
  readonly operatorKey: string
  readonly auditorKey: string
  readonly agencies: Readonly<Record<string, FoundAgency>>
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
    throw ownError('HUB_NOT_FOUND', '.xinqiao/hub.json')
  }
  const hub = readHubFile(file)
  const absolute = <T extends { readonly key: string }>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).map(([id, one]) => [id, { ...one, key: within(stateDir, one.key) }]))
  return {
    ...hub,
    stateDir,
    operatorKey: within(stateDir, hub.operator.key),
    auditorKey: within(stateDir, hub.auditor.key),
    agencies: absolute(hub.agencies),
    clients: absolute(hub.clients),
  }
}

/**
 * One agency of the hub.
 * @throws CliError `AGENCY_UNKNOWN` (exit 2), with the ids there are.
 */
export function findAgency(hub: FoundHub, id: string | undefined): FoundAgency {
  const agency = id !== undefined && Object.hasOwn(hub.agencies, id) ? hub.agencies[id] : undefined
  if (agency === undefined) throw ownError('AGENCY_UNKNOWN', Object.keys(hub.agencies).join(', '))
  return agency
}

type HubFile = FoundHub & { readonly operator: { readonly key: string }; readonly auditor: { readonly key: string } }

/** A file that is half written, or of another program, reads like none. */
function readHubFile(file: string): HubFile {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as HubFile
  } catch (cause) {
    throw ownError('HUB_NOT_FOUND', '.xinqiao/hub.json', { cause })
  }
}

function within(stateDir: string, path: string): string {
  return isAbsolute(path) ? path : join(stateDir, path)
}

/** The state folder, whether a hub runs from it or not; `null` where there is none here or above. */
export function stateFolder(option: string | undefined): string | null {
  const { stateDir, invokedFrom } = readEnvironment()
  const named = option ?? stateDir
  if (named !== null && named !== undefined) return resolve(invokedFrom, named)
  for (let folder = invokedFrom; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.xinqiao'))) return join(folder, '.xinqiao')
    if (dirname(folder) === folder) return null
  }
}
