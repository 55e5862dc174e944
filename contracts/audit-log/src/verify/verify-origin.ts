/** Verifies the folder of one origin, by arithmetic and node:crypto alone. */
import { AuditLogError } from '../errors.ts'
import type { AuditEntry } from '../leaf/audit-entry.ts'
import { emptyRoot } from '../merkle/node-hash.ts'
import { hashBytes, intl } from '../merkle/suite.ts'
import { readOriginFile } from '../notes/origin-file.ts'
import { readVkey } from '../notes/vkey.ts'
import { tilePath, tileWidth, widthOf } from '../tiles/tile-path.ts'
import { hashAt } from '../tiles/tile-reader.ts'
import { EntryChecks } from './entry-checks.ts'
import { gapsOf } from './gaps.ts'
import {
  type KnownCheckpoint,
  type KnownCheckpoints,
  knownCheckpoints,
  lastWitnessed,
  type NamedNote,
  originOf,
} from './known-checkpoints.ts'
import type { LogReads } from './log-reads.ts'
import type { OriginReport } from './report.ts'
import { type Finding, Findings, type Gap } from './statement.ts'
import { TreeWalk } from './tree-walk.ts'
import { type Opening, quorumOf, type VerifyRequest } from './verify-request.ts'
import { checkWal } from './wal-check.ts'

/** One origin's report, what was found, what was not checked, and its first entry. */
export interface OriginResult {
  readonly report: OriginReport
  readonly findings: readonly Finding[]
  readonly gaps: readonly Gap[]
  readonly first: AuditEntry | undefined
}

/**
 * Verifies one origin. `named`: its last checkpoint, as the log that follows names it.
 * @throws AuditLogError `AUDIT_NOTE_INVALID` where the folder is none of a log
 */
export function verifyOrigin(reads: LogReads, request: VerifyRequest, named: readonly NamedNote[] = []): OriginResult {
  const { origin, suite, vkey } = readOriginFile(reads.text('origin') ?? '')
  if (suite !== intl.name) throw new AuditLogError('AUDIT_NOTE_INVALID', `origin file: expected the suite ${intl.name}`)
  const given = request.keys?.find(({ name }) => name === origin)
  const key = given ?? readVkey(vkey)
  const findings = new Findings(origin)
  const outside = (request.older ?? [])
    .filter((note) => originOf(note) === origin)
    .map((note, order) => ({ note, file: `older checkpoint ${order + 1}`, fromOutside: true }))
  const known = knownCheckpoints(reads, findings, origin, key, {
    others: [...outside, ...named],
    witnesses: request.witnesses ?? [],
  })
  const receipts = (request.receipts ?? []).filter((receipt) => receipt.origin === origin)
  const checks = new EntryChecks(findings, receipts, openingOf(request, origin))
  const walked = walk(reads, findings, request, known, checks)
  if (walked.whole) checks.end()
  const witnessed = lastWitnessed(known.all, quorumOf(request))
  if ((request.witnesses ?? []).length > 0 && witnessed === undefined) {
    findings.add('WITNESSES_TOO_FEW', 'checkpoint', quorumOf(request))
  }
  const { last, all } = known
  const report: OriginReport = {
    origin,
    checkpoint: last === undefined ? null : { size: last.size, root: last.root.toString('hex') },
    size: walked.size,
    kinds: Object.fromEntries([...checks.kinds].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    cuts: checks.cuts,
    older: { kept: sizesOf(all, false), fromOutside: sizesOf(all, true) },
    witnessed: witnessed ?? null,
    receipts: receipts.length,
  }
  const gaps = gapsOf({
    report,
    request,
    hasKey: given !== undefined,
    receipts,
    torn: walked.torn,
    unfinished: known.unfinished,
  })
  return { report, findings: findings.list, gaps, first: checks.first }
}

function openingOf({ opening }: VerifyRequest, origin: string): Opening | undefined {
  return opening === undefined || (opening.origin ?? origin) === origin ? opening : undefined
}

interface Walked {
  readonly size: number
  readonly torn: boolean
  /** Every entry was seen. */
  readonly whole: boolean
}

function walk(
  reads: LogReads,
  findings: Findings,
  request: VerifyRequest,
  { last, all }: KnownCheckpoints,
  checks: EntryChecks,
): Walked {
  const covered = last?.size ?? 0
  const onHash = (index: number, hash: Buffer): void => checks.seeHash(index, hash)
  const onEntry = (index: number, leaf: Buffer): void => checks.seeEntry(index, leaf)
  const treeWalk = new TreeWalk(reads, findings, {
    size: covered,
    root: last?.root ?? emptyRoot(),
    sizes: new Set(all.map(({ size }) => size)),
    hashesOnly: request.hashesOnly === true,
    onEntry,
    onHash,
  })
  if (!treeWalk.run()) {
    compareRoots(findings, all, treeWalk)
    return { size: covered, torn: false, whole: false }
  }
  const { size, torn } = checkWal(reads, findings, {
    tree: treeWalk.tree,
    covered,
    hashAt: storedHash(reads, covered),
    onEntry: (index, leaf, hash) => {
      onHash(index, hash)
      onEntry(index, leaf)
    },
    onGrown: () => treeWalk.noteRoot(),
  })
  compareRoots(findings, all, treeWalk)
  for (const one of all) if (one.size > size) findings.add('TAIL_CUT', one.file, one.size, size)
  return { size, torn, whole: true }
}

/** Every checkpoint at hand had the root at its size that the log has there now. */
function compareRoots(findings: Findings, all: readonly KnownCheckpoint[], { roots }: TreeWalk): void {
  for (const { size, root, file } of all) {
    const made = roots.get(size)
    if (made !== undefined && !made.equals(root) && file !== 'checkpoint') findings.add('HISTORY_REWRITTEN', file, size)
  }
}

/** Hash of a leaf out of its tile: the WAL and the tree overlap by whole segments. */
function storedHash(reads: LogReads, size: number): (index: number) => Buffer | undefined {
  let held: { readonly n: number; readonly bytes: Buffer } = { n: -1, bytes: Buffer.alloc(0) }
  return (index) => {
    const n = Math.floor(index / tileWidth)
    if (n !== held.n) {
      const bytes = reads.bytes(tilePath(0, n, widthOf(0, n, size))) ?? reads.bytes(tilePath(0, n))
      held = { n, bytes: bytes ?? Buffer.alloc(0) }
    }
    const hash = hashAt(held.bytes, index % tileWidth)
    return hash.length === hashBytes ? hash : undefined
  }
}

function sizesOf(all: readonly KnownCheckpoint[], fromOutside: boolean): readonly number[] {
  const chosen = all.filter((one) => one.file !== 'checkpoint' && one.fromOutside === fromOutside)
  return [...new Set(chosen.map(({ size }) => size))].toSorted((one, other) => one - other)
}
