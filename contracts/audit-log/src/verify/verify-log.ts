/**
 * The offline verifier: the folder of one origin, or of a node with all its years. No network, no hub; a copied folder is enough (REG-26.2b).
 */
import { join } from 'node:path'
import { AuditLogError } from '../errors.ts'
import { originBytesMax } from '../limits.ts'
import { readOriginFile } from '../notes/origin-file.ts'
import { plainFile, plainNames } from '../plain-files.ts'
import { folderReads } from './folder-reads.ts'
import { type NamedNote, originOf } from './known-checkpoints.ts'
import { followed, inOrder } from './origin-chain.ts'
import type { VerifyReport } from './report.ts'
import { type Finding, Findings, type Gap } from './statement.ts'
import { type OriginResult, verifyOrigin } from './verify-origin.ts'
import type { VerifyRequest } from './verify-request.ts'

/** A log that is being written may move on under the reader: then it is read again, so often. */
const attempts = 3

/**
 * Verifies a folder. Reading blocks: a million entries take seconds.
 * @throws AuditLogError `AUDIT_NOTE_INVALID` where there is no log, or what was given beside it does not read
 */
export function verifyAuditLog(directory: string, request: VerifyRequest = {}): VerifyReport {
  const folders = originFolders(directory)
  if (folders.length === 0) throw invalid('expected the folder of a log, with a file named origin')
  const logs = folders.map((folder) => ({
    folder,
    directory: join(directory, folder),
    origin: originIn(join(directory, folder)),
  }))
  demandKnown(
    request,
    logs.map(({ origin }) => origin),
  )
  const results: OriginResult[] = []
  const named = new Map<string, NamedNote>()
  // From the newest back: each log names the last checkpoint of the one that it follows.
  for (const { folder, directory: own, origin } of logs.toReversed()) {
    const name = named.get(origin)
    const result = steadily(own, request, name === undefined ? [] : [name])
    const follows = followed(result.first)
    if (follows?.checkpoint != null) {
      named.set(follows.origin, { note: follows.checkpoint, file: `${folder}: entry 0`, fromOutside: false })
    }
    results.unshift(result)
  }
  const findings = [...results.flatMap((result) => result.findings), ...brokenChain(results)]
  const notChecked = [...results.flatMap(({ gaps }) => gaps), ...beforeAll(results[0]), ...writtenOn(results)]
  return { good: findings.length === 0, origins: results.map(({ report }) => report), findings, notChecked }
}

/** What is given beside the folder must speak of a log in it: passed over in silence it would look as if it had been checked. */
function demandKnown(
  { keys = [], older = [], receipts = [], opening }: VerifyRequest,
  origins: readonly string[],
): void {
  const named = [
    ...keys.map(({ name }) => name),
    ...older.map(originOf),
    ...receipts.map(({ origin }) => origin),
    ...(opening?.origin === undefined ? [] : [opening.origin]),
  ]
  const stranger = named.find((name) => !origins.includes(name))
  if (stranger !== undefined)
    throw invalid(`expected keys, checkpoints and receipts of ${origins.join(', ')}; got ${stranger}`)
  if (opening !== undefined && opening.origin === undefined && origins.length > 1) {
    throw invalid('expected <origin>/<index> of the entry: the folder holds several logs')
  }
}

function originIn(folder: string): string {
  return readOriginFile(folderReads(folder).text('origin') ?? '').origin
}

/** Reads again where the log was signed anew meanwhile, before anything is called a finding. */
function steadily(directory: string, request: VerifyRequest, named: readonly NamedNote[]): OriginResult {
  const reads = folderReads(directory)
  for (let attempt = 1; ; attempt++) {
    const before = reads.text('checkpoint')
    const result = verifyOrigin(reads, request, named)
    if (result.findings.length === 0 || attempt === attempts || reads.text('checkpoint') === before) return result
  }
}

/** Each log names the one before it, with the size that it has. */
function brokenChain(results: readonly OriginResult[]): readonly Finding[] {
  return results.slice(1).flatMap(({ report, first }, order) => {
    const before = results[order]?.report
    const findings = new Findings(report.origin)
    const follows = followed(first)
    if (before !== undefined && (follows?.origin !== before.origin || follows.size > before.size)) {
      findings.add('ORIGINS_BROKEN', '0', before.origin)
    }
    return findings.list
  })
}

/** Entries that stand in a log behind the end that its follower names: whoever holds its key can still write there. */
function writtenOn(results: readonly OriginResult[]): readonly Gap[] {
  return results.slice(1).flatMap(({ report, first }, order) => {
    const before = results[order]?.report
    const more = (before?.size ?? 0) - (followed(first)?.size ?? Number.POSITIVE_INFINITY)
    if (before === undefined || !(more > 0)) return []
    return [{ code: 'WRITTEN_ON', origin: report.origin, where: '0', figures: [before.origin, more] } as const]
  })
}

function originFolders(directory: string): readonly string[] {
  if (plainFile(directory, 'origin', originBytesMax) !== undefined) return ['.']
  const named = inOrder(plainNames(directory, '.'))
  return named.filter((name) => plainFile(directory, `${name}/origin`, originBytesMax) !== undefined)
}

/** The first log here may go on from one that is not. */
function beforeAll(result: OriginResult | undefined): readonly Gap[] {
  const follows = followed(result?.first)
  if (result === undefined || follows === undefined) return []
  return [{ code: 'BEFORE_NOT_HERE', origin: result.report.origin, where: '0', figures: [follows.origin] }]
}

function invalid(message: string): AuditLogError {
  return new AuditLogError('AUDIT_NOTE_INVALID', message)
}
