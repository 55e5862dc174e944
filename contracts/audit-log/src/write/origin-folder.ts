/**
 * Folders of a node: one for each origin, `<year>`, and `<year>-2`, `<year>-3` … where an origin was closed before its year was over.
 * The last of them is the one that is written.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AuditLogError } from '../errors.ts'
import { intl } from '../merkle/suite.ts'
import { type OriginFile, readOriginFile, writeOriginFile } from '../notes/origin-file.ts'
import { walFolder } from '../wal/segments.ts'
import type { AuditStore } from '../wal/store.ts'

/** Which log of a node. `turn`: 1, or more where earlier ones of the year were closed. */
export interface OriginName {
  readonly year: number
  readonly turn: number
}

const folderPattern = /^(\d{4})(?:-([1-9]\d*))?$/
const originFile = 'origin'

/** Name of an origin's folder. */
export function folderOf({ year, turn }: OriginName): string {
  return turn === 1 ? String(year) : `${year}-${turn}`
}

/** All logs of a node, oldest first. A folder that a crash left without its file `origin` holds nothing yet. */
export function listOrigins(node: string): readonly OriginName[] {
  return readdirSync(node)
    .map((name) => folderPattern.exec(name))
    .filter((match) => match !== null)
    .filter(([name]) => originOf(join(node, name)) !== null)
    .map(([, year, turn = '1']) => ({ year: Number(year), turn: Number(turn) }))
    .sort((a, b) => a.year - b.year || a.turn - b.turn)
}

/** Whether another origin of the same year took the place of this folder's: then nothing more is signed under it. */
export function isClosedOrigin(directory: string): boolean {
  const [, year, turn = '1'] = folderPattern.exec(basename(directory)) ?? []
  return listOrigins(dirname(directory)).some((one) => one.year === Number(year) && one.turn > Number(turn))
}

/**
 * Makes an origin's folder, durable with its names, or makes sure that it is this origin's.
 * @throws AuditLogError `AUDIT_ORIGIN` where it belongs to another origin or key
 */
export async function demandFolder(
  directory: string,
  { origin, vkey }: Omit<OriginFile, 'suite'>,
  store: AuditStore,
): Promise<void> {
  const known = originOf(directory)
  if (known === null) {
    await store.makeFolder(directory)
    await store.makeFolder(walFolder(directory))
    const file = writeOriginFile({ origin, suite: intl.name, vkey })
    await store.writeFile(join(directory, originFile), Buffer.from(file))
    await store.syncFolder(directory)
    await store.syncFolder(join(directory, '..'))
  } else if (known.origin !== origin || known.suite !== intl.name || known.vkey !== vkey) {
    throw new AuditLogError('AUDIT_ORIGIN', `the folder belongs to ${known.origin}, or to another key of it`)
  }
}

/**
 * Origin, suite and verifier key of a folder; null where it has none yet.
 * @throws AuditLogError `AUDIT_ORIGIN` where the file says something else than these
 */
export function originOf(directory: string): OriginFile | null {
  let text: string
  try {
    text = readFileSync(join(directory, originFile), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  try {
    return readOriginFile(text)
  } catch (cause) {
    throw new AuditLogError('AUDIT_ORIGIN', 'the file that says whose the folder is cannot be read', { cause })
  }
}
