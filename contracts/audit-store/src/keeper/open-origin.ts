/**
 * Opens what keeps one origin, in the order of audit.md §3: the witnesses are asked first, since a folder that was rolled
 * back must sign nothing more; then tree, witnessing and database go on from what the files and the head say.
 */
import {
  type CheckpointSigner,
  confirmOrigin,
  isClosedOrigin,
  openLogBuilder,
  readWitnessPolicy,
  type WitnessEvent,
  Witnessing,
  type WitnessPolicy,
} from '@xinqiao/audit-log'
import type { AuditWriter } from '../store/audit-writer.ts'
import { folderSource } from './entry-source.ts'
import { codeOf } from './error-code.ts'
import { KeepOrigin } from './keep-origin.ts'
import type { FromKeeper } from './messages.ts'
import { OriginEnd } from './origin-end.ts'
import { StoreLine } from './store-line.ts'

/** What all origins of a keeper share. */
export interface OriginRooms {
  readonly signerFor: (origin: string) => Promise<CheckpointSigner>
  /** The policy that holds now. */
  readonly policy: () => WitnessPolicy
  /** `null` without a database. */
  readonly writer: AuditWriter | null
  /** Brings the tables up to date once; throws while the database is away. */
  readonly ready: () => Promise<void>
  readonly tell: (message: FromKeeper) => void
}

/**
 * Resolves when it keeps the origin; `null` when a witness knows a history that this folder does not hold.
 * Rejects with the signal's reason, or when folder or key cannot be read.
 */
export async function openOrigin(
  origin: string,
  directory: string,
  rooms: OriginRooms,
  signal: AbortSignal,
): Promise<KeepOrigin | null> {
  // One that was followed by another stays as it was signed last, whoever can be asked today.
  const ending = new OriginEnd(isClosedOrigin(directory))
  const kept: { origin: KeepOrigin | null } = { origin: null }
  const tell = (message: FromKeeper): void => {
    if (message.kind === 'close-origin') {
      ending.end()
      kept.origin?.ended()
    }
    rooms.tell(message)
  }
  const signer = ending.guard(await rooms.signerFor(origin))
  const onEvent = (event: WitnessEvent): void => witnessSaid(origin, event, tell)
  if (!ending.isOver) {
    const standing = await confirmOrigin({ directory, origin, signer, policy: rooms.policy(), onEvent, signal })
    if (standing.kind === 'rolled-back' || standing.kind === 'forked') return null
  }
  const builder = await openLogBuilder({ directory, signer })
  const witnessing = new Witnessing({
    directory,
    policy: rooms.policy(),
    keepSettled: (note) => builder.keepSettled(note),
    onEvent: (event) => {
      onEvent(event)
      kept.origin?.witnessed()
    },
  })
  const openLine = lineOf(origin, directory, { ...rooms, tell })
  kept.origin = new KeepOrigin({ origin, builder, witnessing, openLine, isOver: () => ending.isOver, tell })
  return kept.origin
}

function lineOf(
  origin: string,
  directory: string,
  { writer, ready, tell }: OriginRooms,
): ((built: number, onMoved: () => void) => StoreLine) | null {
  if (writer === null) return null
  const source = folderSource(directory)
  return (built, onMoved) =>
    new StoreLine(built, {
      origin,
      writer,
      ready,
      source,
      onMoved,
      onEvent: (event) => {
        tell({ kind: 'event', event })
        if (event.kind === 'history-lost')
          tell({ kind: 'close-origin', origin, reason: 'the store holds more entries' })
      },
    })
}

/** A history that this folder does not hold ends the origin, whenever it is found. */
function witnessSaid(origin: string, event: WitnessEvent, tell: (message: FromKeeper) => void): void {
  if (event.kind === 'settled') return
  const told = event.kind === 'failed' ? { kind: event.kind, code: codeOf(event.error) } : event
  tell({ kind: 'event', event: { kind: 'witness', origin, told } })
  if (event.kind === 'rolled-back' || event.kind === 'forked')
    tell({ kind: 'close-origin', origin, reason: `witness ${event.witness} signed another history: ${event.kind}` })
}

/** The policy as it came by message. */
export function policyOf(witnesses: unknown): WitnessPolicy {
  return readWitnessPolicy(witnesses ?? { witnesses: [] })
}
