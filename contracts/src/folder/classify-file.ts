/** Which file of a data folder is what; any other unknown file is an error (data.md §1). */

export type FolderFileKind = 'document' | 'contract' | 'operation' | 'keys' | 'records' | 'ignored' | 'unknown'

const documents: ReadonlySet<string> = new Set([
  'hub.yaml',
  'catalog.yaml',
  'consumers.yaml',
  'consents.yaml',
  'standings.yaml',
  'staff.yaml',
])

/** Takes a path relative to the folder, with `/`. README.md and dot files are ignored at any depth. */
export function classifyFile(path: string): FolderFileKind {
  const parts = path.split('/')
  const name = parts.at(-1) ?? ''
  if (name === 'README.md' || parts.some((part) => part.startsWith('.'))) return 'ignored'
  if (documents.has(path)) return 'document'
  if (/^contracts\/[^/]+\.ya?ml$/u.test(path)) return 'contract'
  if (/^contracts\/[^/]+\.graphql$/u.test(path)) return 'operation'
  if (/^keys\/[^/]+\.jwks\.json$/u.test(path)) return 'keys'
  return /^records\/[A-Za-z0-9]+\/[^/]+\.(?:ndjson|csv|xlsx)$/u.test(path) ? 'records' : 'unknown'
}
