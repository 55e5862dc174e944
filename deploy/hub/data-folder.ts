/** Which folder fills the hub: the one given, or the demo folder, whose records the generator makes on the first start. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { writeDemoFolder } from '../generator/write-demo-folder.ts'

/** A folder the hub is filled from, and the legal clock it asks for. */
export interface DataFolder {
  readonly dir: string
  readonly isDemo: boolean
  /** `HUB_CLOCK` when set, else the folder's hub.yaml, else `system` (data.md §5). */
  readonly clock: string
  readonly catalogFile: string | null
  /** Agencies to run, by their catalog ids; `null`: all. */
  readonly agencies: readonly string[] | null
}

/** Opens the folder given, or the demo folder in the state folder. */
export function openDataFolder(dataDir: string | null, stateDir: string): DataFolder {
  const dir = dataDir ?? demoFolder(stateDir)
  const catalogFile = join(dir, 'catalog.yaml')
  const asked = readHubYaml(dir)
  const clock = process.env['HUB_CLOCK'] ?? asked.clock ?? 'system'
  return {
    dir,
    isDemo: dataDir === null,
    clock: sharedClock(clock, stateDir),
    catalogFile: existsSync(catalogFile) ? catalogFile : null,
    agencies: asked.agencies ?? null,
  }
}

/** The seed folder, copied into the state folder: enough for the first answer. */
function demoFolder(stateDir: string): string {
  const dir = join(stateDir, 'demo')
  cpSync(join(import.meta.dirname, '..', 'seed'), dir, { recursive: true })
  return dir
}

/** Adds the generator's records to the demo folder, once. */
export async function inventWorld(dir: string): Promise<void> {
  if (!existsSync(join(dir, 'records', 'office'))) await writeDemoFolder({ dir })
}

/** What the start itself needs of hub.yaml; the whole file is checked when it is loaded. */
function readHubYaml(dir: string): { readonly clock?: string; readonly agencies?: readonly string[] } {
  const file = join(dir, 'hub.yaml')
  if (!existsSync(file)) return {}
  const hub: unknown = parse(readFileSync(file, 'utf8'))
  if (typeof hub !== 'object' || hub === null) return {}
  const { clock, agencies } = hub as Record<string, unknown>
  return {
    ...(typeof clock === 'string' ? { clock } : {}),
    ...(Array.isArray(agencies) ? { agencies: agencies.map(String) } : {}),
  }
}

/** A clock that runs from an instant is kept in a file, so that all processes of the hub read the same time from it. */
function sharedClock(clock: string, stateDir: string): string {
  if (!clock.endsWith('+')) return clock
  const file = join(stateDir, 'clock')
  writeFileSync(file, clock)
  return `file:${file}`
}
