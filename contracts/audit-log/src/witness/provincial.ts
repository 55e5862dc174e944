/**
 * The provincial log: each minute one node takes every node's newest checkpoint as an entry of its own, after checking itself that the
 * log only grew. One settled root of this log then covers the whole hub (audit.md §4).
 */
import { AuditLogError, type AuditLogErrorCode } from '../errors.ts'
import { provincialRoundMs } from '../limits.ts'
import { checkConsistency } from '../merkle/index.ts'
import {
  type NoteKey,
  type OpenedCheckpoint,
  openCheckpoint,
  readCheckpoint,
  readNote,
  signatureLine,
} from '../notes/index.ts'
import { fetchCheckpoint, fetchConsistencyProof } from './remote-log.ts'
import { type EvidenceKind, openWitnessState, type WitnessState } from './witness-state.ts'

/** A node's log. `key` has the origin's name · `prefix`: where it serves `checkpoint` and `tile/…`, such as `https://hub.example/audit/gateway-1/2026`. */
export interface KnownLog {
  readonly key: NoteKey
  readonly prefix: string
}

/** The entry that is taken (audit.md §1, kind `checkpoint`). `root`: base64 · `note`: the checkpoint as its log signed it. */
export interface CheckpointEntry {
  readonly v: 1
  readonly kind: 'checkpoint'
  readonly at: number
  readonly origin: string
  readonly size: number
  readonly root: string
  readonly note: string
}

/** All but `taken` are alarms. `shrunk`: a smaller checkpoint than one taken before · `evidence`: both notes are kept in this file. */
export type ProvincialEvent =
  | { readonly kind: 'taken'; readonly origin: string; readonly size: number }
  | { readonly kind: 'shrunk'; readonly origin: string; readonly size: number }
  | { readonly kind: 'evidence'; readonly origin: string; readonly evidence: EvidenceKind; readonly file: string }
  | { readonly kind: 'refused'; readonly origin: string; readonly code: AuditLogErrorCode }
  | { readonly kind: 'failed'; readonly origin: string; readonly error: unknown }

export interface ProvincialOptions {
  /** Folder for the checkpoints taken last and the evidence. */
  readonly directory: string
  /** The logs as they are known now: a year's turn and a new node bring new ones. */
  readonly logs: () => Promise<readonly KnownLog[]>
  /** Appends to this node's own log; durable when it resolves. */
  readonly append: (entry: CheckpointEntry) => Promise<unknown>
  readonly onEvent: (event: ProvincialEvent) => void
  /** UTC milliseconds. */
  readonly now: () => number
}

/** `round` takes all checkpoints once, beside the rounds of each minute. */
export interface ProvincialLog {
  round(): Promise<void>
  close(): Promise<void>
}

/**
 * Begins the rounds.
 * @throws AuditLogError `AUDIT_LOCKED` where another process takes checkpoints into this folder
 */
export async function openProvincialLog(options: ProvincialOptions): Promise<ProvincialLog> {
  const state = await openWitnessState(options.directory)
  let last: Promise<void> = Promise.resolve()
  const round = (): Promise<void> => {
    last = last.then(() => takeAll(options, state))
    return last
  }
  const timer = setInterval(() => void round(), provincialRoundMs)
  return {
    round,
    close: async () => {
      clearInterval(timer)
      await last
      state.close()
    },
  }
}

async function takeAll(options: ProvincialOptions, state: WitnessState): Promise<void> {
  try {
    const logs = await options.logs()
    await Promise.all(logs.map((log) => takeOne(options, state, log)))
  } catch (error) {
    options.onEvent({ kind: 'failed', origin: '', error })
  }
}

/** One log: a failure of it holds up no other. */
async function takeOne(options: ProvincialOptions, state: WitnessState, { key, prefix }: KnownLog): Promise<void> {
  const origin = key.name
  const { onEvent } = options
  try {
    const checkpoint = openCheckpoint(await fetchCheckpoint(prefix), key)
    if (checkpoint.origin !== origin) throw new AuditLogError('AUDIT_ORIGIN', 'the checkpoint names another origin')
    const note = signedByLog(checkpoint)
    const remembered = state.last(origin)
    const judged = await judge(remembered, checkpoint, prefix)
    if (judged === 'same') return
    if (judged === 'shrunk') return onEvent({ kind: 'shrunk', origin, size: checkpoint.size })
    if (judged !== 'grown') {
      const file = await state.keepEvidence(origin, judged, remembered ?? '', note)
      return onEvent({ kind: 'evidence', origin, evidence: judged, file })
    }
    await options.append(entryOf(checkpoint, note, options.now()))
    // After the entry: a crash between the two takes the same checkpoint twice, never none.
    await state.remember(origin, note)
    onEvent({ kind: 'taken', origin, size: checkpoint.size })
  } catch (error) {
    if (error instanceof AuditLogError) onEvent({ kind: 'refused', origin, code: error.code })
    else onEvent({ kind: 'failed', origin, error })
  }
}

async function judge(
  remembered: string | null,
  { size, root }: OpenedCheckpoint,
  prefix: string,
): Promise<'grown' | 'same' | 'shrunk' | EvidenceKind> {
  if (remembered === null) return 'grown'
  const known = readCheckpoint(readNote(remembered).text)
  if (size < known.size) return 'shrunk'
  if (size === known.size) return root.equals(known.root) ? 'same' : 'forked'
  const proof = await fetchConsistencyProof(prefix, known.size, size)
  const isGrown = checkConsistency({ from: known.size, to: size, fromRoot: known.root, toRoot: root, proof })
  return isGrown ? 'grown' : 'suspect'
}

function signedByLog({ note: { text, signedBy } }: OpenedCheckpoint): string {
  return `${text}\n${signedBy.map(({ line }) => signatureLine(line)).join('')}`
}

function entryOf({ origin, size, root }: OpenedCheckpoint, note: string, at: number): CheckpointEntry {
  return { v: 1, kind: 'checkpoint', at, origin, size, root: root.toString('base64'), note }
}
