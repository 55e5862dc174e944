/** `xinqiao audit export [FOLDER]`: entries of a log as NDJSON, each with the proof that it stands there; no hub, no network. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  AuditLogError,
  bestCheckpoint,
  folderTiles,
  inclusionProof,
  leafHash,
  readCheckpoint,
  readNote,
  tileWidth,
  writeProof,
} from '@xinqiao/audit-log'
import { nodeFolder, originFolders } from '../hub/log-folder.ts'
import { say } from '../output/language.ts'
import { printData, writeOut, writeTalk } from '../output/print.ts'
import { asObject } from '../output/profile.ts'
import { storeTalk } from '../texts/audit-store.ts'
import { ownError } from '../texts/lessons.ts'
import { filled } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

interface ExportedEntry {
  readonly origin: string
  readonly index: number
  readonly leafHash: string
  readonly leaf: Readonly<Record<string, unknown>>
  /** C2SP tlog-proof, the leaf's exact bytes in it: `xinqiao audit verify --proof FILE` checks it. */
  readonly proof: string
}

/** Exports the entries under the newest checkpoint, of all logs of a node. Payloads are no part of it. */
export async function auditExport(input: VerbInput): Promise<void> {
  const folder = nodeFolder(input, input.words[0])
  const logs = existsSync(join(folder, 'origin')) ? [folder] : originFolders(folder).map((name) => join(folder, name))
  const all: ExportedEntry[] = []
  let count = 0
  const inLines = input.output === 'table' || input.output === 'ndjson'
  for (const log of logs)
    for (const entry of entriesOf(log, input)) {
      count += 1
      if (inLines) writeOut(JSON.stringify(entry))
      else all.push(entry)
    }
  if (input.output === 'json' || input.output === 'yaml') await printData(all, input.output)
  if (!input.quiet) writeTalk(filled(say(storeTalk.exported, input.lang), count))
}

function* entriesOf(log: string, input: VerbInput): Generator<ExportedEntry> {
  if (!existsSync(join(log, 'checkpoint'))) return
  try {
    const checkpoint = bestCheckpoint(log, 0)
    const { origin, size } = readCheckpoint(readNote(checkpoint).text)
    const tiles = folderTiles(log, size)
    const to = Math.min(size, indexFlag(input, 'to') ?? size)
    let bundle: readonly Buffer[] = []
    for (let index = indexFlag(input, 'from') ?? 0; index < to; index += 1) {
      if (bundle.length === 0 || index % tileWidth === 0) bundle = tiles.entries(Math.floor(index / tileWidth))
      const bytes = bundle[index % tileWidth] ?? tiles.leaf(index)
      const leaf = asObject(JSON.parse(bytes.toString('utf8')))
      if (!isWanted(leaf, input)) continue
      const proof = writeProof({ index, hashes: inclusionProof(index, size, tiles), checkpoint, extra: bytes })
      yield { origin, index, leafHash: leafHash(bytes).toString('hex'), leaf, proof }
    }
  } catch (error) {
    throw error instanceof AuditLogError ? ownError('AUDIT_UNREADABLE', error.message, { cause: error }) : error
  }
}

function isWanted(leaf: Readonly<Record<string, unknown>>, input: VerbInput): boolean {
  return (['kind', 'agency', 'contract'] as const).every((name) => {
    const wanted = input.flag(name)
    return wanted === undefined || leaf[name] === wanted
  })
}

function indexFlag(input: VerbInput, name: 'from' | 'to'): number | undefined {
  const text = input.flag(name)
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text)) throw ownError('FLAG_INVALID', `--${name}: 0, 1, 2 …`)
  return Number(text)
}
