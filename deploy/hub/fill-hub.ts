/** Fills the running hub from its data folder; record files that were taken in before, unchanged, are left out. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadPath } from '@xinqiao/cli'
import { awaitBundle } from './await-bundle.ts'
import type { DataFolder } from './data-folder.ts'
import type { HubFile } from './hub-file.ts'
import type { HubSetting } from './part-plans.ts'

/** Which record files are loaded: all, the showcase that the first answer is about, or the rest of the invented world. */
export type Wave = 'all' | 'showcase' | 'rest'

const showcaseFile = /\/00-showcase\.ndjson$/

/** Loads the folder through the same doors that everybody uses. */
export async function fillHub(
  hub: HubSetting,
  file: HubFile,
  data: DataFolder,
  wave: Wave,
  tell: (line: string) => void,
): Promise<void> {
  const known = readKnown(hub.stateDir)
  const taken: Record<string, string> = { ...known }
  const found = {
    stateDir: hub.stateDir,
    gateway: file.gateway,
    issuer: file.issuer,
    registry: file.registry,
    operatorKey: join(hub.stateDir, file.operator.key),
    auditorKey: join(hub.stateDir, file.auditor.key),
    agencies: Object.fromEntries(
      Object.entries(file.agencies).map(([id, agency]) => [id, { ...agency, key: join(hub.stateDir, agency.key) }]),
    ),
    clients: {},
  }
  const digests = new Map<string, string>()
  const { registry } = await loadPath(found, data.dir, {
    wants: (path, recordFile) => {
      if (wave !== 'all' && showcaseFile.test(path) !== (wave === 'showcase')) return false
      const digest = createHash('sha256').update(readFileSync(recordFile)).digest('hex')
      digests.set(path, digest)
      return known[`${data.dir}:${path}`] !== digest
    },
    onRecords: (provider, path, figures) => {
      taken[`${data.dir}:${path}`] = digests.get(path) ?? ''
      writeFileSync(join(hub.stateDir, 'taken-in.json'), JSON.stringify(taken, null, 2))
      tell(
        `${provider}  ${path}  ${figures.accepted} accepted, ${figures.unchanged} unchanged, ${figures.refused} refused`,
      )
    },
  })
  await awaitBundle(file.gateway, Number(registry?.['bundle'] ?? 0))
}

function readKnown(stateDir: string): Readonly<Record<string, string>> {
  const file = join(stateDir, 'taken-in.json')
  if (!existsSync(file)) return {}
  const known: Readonly<Record<string, string>> = JSON.parse(readFileSync(file, 'utf8'))
  return known
}
