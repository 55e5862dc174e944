/** A load is judged together with what was loaded before: the same folder twice, a changed file, or one file alone. */
import { readYaml } from '@xinqiao/schema'

/** Files of a data folder by their path in it. */
export type FolderFiles = ReadonlyMap<string, string>

/** Files the registry keeps the text of. Catalogs have versions; consents, standings and staff are the office's; records go through the ingest door. */
const keptPattern = /^(consumers\.yaml|contracts\/[^/]+\.(yaml|graphql)|keys\/[^/]+\.jwks\.json)$/

/** The folder as a whole: new files over those kept, contracts by their id, not by their file's name. */
export function mergeFiles(kept: FolderFiles, given: FolderFiles): FolderFiles {
  const consumers = idsIn(given.get('consumers.yaml') ?? kept.get('consumers.yaml'))
  const newContracts = new Set([...given].filter(isContract).map(([path, text]) => memberOf(text, path, 'id')))
  const stay = [...kept].filter((file) => {
    if (!isContract(file)) return true
    const [path, text] = file
    return !newContracts.has(memberOf(text, path, 'id')) && consumers.has(String(memberOf(text, path, 'consumer')))
  })
  return new Map([...stay, ...given])
}

/** What is kept of a load for the next one: nothing that names a subject. */
export function filesToKeep(kept: FolderFiles, given: FolderFiles): FolderFiles {
  const newContracts = new Set([...given].filter(isContract).map(([path, text]) => memberOf(text, path, 'id')))
  const stay = [...kept].filter((file) => !isContract(file) || !newContracts.has(memberOf(file[1], file[0], 'id')))
  const taken = [...given].filter(([path]) => keptPattern.test(path))
  const merged = new Map([...stay, ...taken])
  const before = kept.get('consumers.yaml')
  const now = given.get('consumers.yaml')
  if (before !== undefined && now !== undefined) merged.set('consumers.yaml', withFormerConsumers(before, now))
  return merged
}

/** Consumers that a later folder does not name stay: loading adds its difference and takes nothing away. */
function withFormerConsumers(before: string, now: string): string {
  const named = idsIn(now)
  const former = entries(before).filter((entry) => !named.has(idOf(entry)))
  return former.length === 0 ? now : JSON.stringify([...former, ...entries(now)], null, 2)
}

function isContract([path]: readonly [string, string]): boolean {
  return path.startsWith('contracts/') && path.endsWith('.yaml')
}

function idsIn(text: string | undefined): ReadonlySet<string> {
  return new Set(text === undefined ? [] : entries(text).map(idOf))
}

function entries(text: string): readonly unknown[] {
  const value = plain(text, 'consumers.yaml')
  return Array.isArray(value) ? value : []
}

function idOf(entry: unknown): string {
  return typeof entry === 'object' && entry !== null && 'id' in entry ? String(entry.id) : ''
}

function memberOf(text: string, path: string, name: 'id' | 'consumer'): unknown {
  const value = plain(text, path)
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}

/** A file that cannot be read is the check's finding, not ours. */
function plain(text: string, path: string): unknown {
  try {
    return readYaml(text, path).value
  } catch {
    return undefined
  }
}
