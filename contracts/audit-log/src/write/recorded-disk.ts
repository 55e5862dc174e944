/**
 * A disk that records what is asked of it, in order, and shows what a power loss at any point may leave: contents last as soon as a
 * call returned, names only from the sync of their folder on. For the tests of the order of syncs (audit.md §3, AU8).
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type AuditStore, fileStore } from '../wal/store.ts'

/** One call, or the moment in which a caller heard that its entry is durable. */
export type Step =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'open'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly bytes: Buffer; readonly position: number }
  | { readonly kind: 'truncate'; readonly path: string; readonly length: number }
  | { readonly kind: 'replace'; readonly path: string; readonly bytes: Buffer }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'acknowledged'; readonly mark: string }

/** Files and folders by their path under the root. */
export type Names = Map<string, { bytes: Buffer } | 'folder'>

/** The real file system under `root`, recorded. */
export function recordedDisk(root: string, steps: Step[]): AuditStore {
  const at = (path: string): string => relative(root, path) || '.'
  return {
    ...fileStore,
    open: async (path) => {
      const file = await fileStore.open(path)
      steps.push({ kind: 'open', path: at(path) })
      return {
        ...file,
        write: async (bytes, position) => {
          await file.write(bytes, position)
          steps.push({ kind: 'write', path: at(path), bytes: Buffer.from(bytes), position })
        },
        truncate: async (length) => {
          await file.truncate(length)
          steps.push({ kind: 'truncate', path: at(path), length })
        },
      }
    },
    makeFolder: async (path) => {
      await fileStore.makeFolder(path)
      steps.push({ kind: 'folder', path: at(path) })
    },
    writeFile: async (path, bytes) => {
      await fileStore.writeFile(path, bytes)
      steps.push({ kind: 'replace', path: at(path), bytes: Buffer.from(bytes) })
    },
    remove: async (path) => {
      await fileStore.remove(path)
      steps.push({ kind: 'remove', path: at(path) })
    },
    syncFolder: async (path) => {
      await fileStore.syncFolder(path)
      steps.push({ kind: 'sync', path: at(path) })
    },
  }
}

/** What is left after these steps. `names`: whether names that no sync covers are lost or there. `underWay`: how much of one more write. */
export function leftAfter(
  steps: readonly Step[],
  {
    names,
    underWay,
  }: { readonly names: 'lost' | 'there'; readonly underWay?: { readonly step: Step; readonly share: number } },
): Names {
  const live: Names = new Map()
  const lasting: Names = new Map()
  for (const step of steps) take(step, live, lasting)
  if (underWay?.step.kind === 'write') {
    const { step, share } = underWay
    take({ ...step, bytes: step.bytes.subarray(0, Math.floor(step.bytes.length * share)) }, live, lasting)
  }
  return names === 'there' ? live : lasting
}

/** Puts it into a folder. A file whose folder is not there is lost with it. */
export function putDown(names: Names, folder: string): void {
  for (const [path, what] of [...names].sort(([a], [b]) => a.length - b.length)) {
    if (dirname(path) !== '.' && names.get(dirname(path)) !== 'folder') continue
    if (what === 'folder') mkdirSync(join(folder, path), { recursive: true })
    else if (isReachable(path, names)) writeFileSync(join(folder, path), what.bytes)
  }
}

function isReachable(path: string, names: Names): boolean {
  const above = dirname(path)
  return above === '.' || (names.get(above) === 'folder' && isReachable(above, names))
}

function take(step: Step, live: Names, lasting: Names): void {
  switch (step.kind) {
    case 'acknowledged':
      return
    case 'folder':
      if (step.path !== '.' && !live.has(step.path)) live.set(step.path, 'folder')
      return
    case 'open':
      if (!live.has(step.path)) live.set(step.path, { bytes: Buffer.alloc(0) })
      return
    case 'write': {
      const file = fileAt(step.path, live)
      const grown = Buffer.alloc(Math.max(file.bytes.length, step.position + step.bytes.length))
      grown.set(file.bytes)
      grown.set(step.bytes, step.position)
      file.bytes = grown
      return
    }
    case 'truncate': {
      const file = fileAt(step.path, live)
      file.bytes = file.bytes.subarray(0, step.length)
      return
    }
    case 'replace':
      live.set(step.path, { bytes: step.bytes })
      return
    case 'remove':
      for (const path of live.keys()) if (path === step.path || path.startsWith(`${step.path}/`)) live.delete(path)
      return
    case 'sync':
      for (const path of lasting.keys()) if (dirname(path) === step.path && !live.has(path)) lasting.delete(path)
      for (const [path, what] of live) if (dirname(path) === step.path) lasting.set(path, what)
  }
}

function fileAt(path: string, live: Names): { bytes: Buffer } {
  const file = live.get(path)
  if (file === undefined || file === 'folder') throw new Error('expected a file that was opened')
  return file
}
