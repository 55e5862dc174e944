/** Which folder fills the hub: the one given, or the demo folder, whose records the generator makes on the first start. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { writeDemoFolder } from '../generator/write-demo-folder.ts'

/** A folder the hub is filled from, and the legal clock it asks for. */
export interface DataFolder {
  readonly dir: string
  readonly isDemo: boolean
  /** `HUB_CLOCK` when set, else the folder's hub.yaml, else `system` (data.md §5). */
  readonly clock: string
}

/** Opens the folder given, or the demo folder in the state folder, made first where it is missing. */
export async function openDataFolder(dataDir: string | null, stateDir: string): Promise<DataFolder> {
  const dir = dataDir ?? (await demoFolder(stateDir))
  return { dir, isDemo: dataDir === null, clock: process.env['HUB_CLOCK'] ?? clockOf(dir) ?? 'system' }
}

async function demoFolder(stateDir: string): Promise<string> {
  const dir = join(stateDir, 'demo')
  if (!existsSync(join(dir, 'hub.yaml'))) {
    mkdirSync(dir, { recursive: true })
    await writeDemoFolder({ dir })
  }
  return dir
}

function clockOf(dir: string): string | undefined {
  const file = join(dir, 'hub.yaml')
  if (!existsSync(file)) return undefined
  const hub: unknown = parse(readFileSync(file, 'utf8'))
  const clock = typeof hub === 'object' && hub !== null && 'clock' in hub ? hub.clock : undefined
  return typeof clock === 'string' ? clock : undefined
}
