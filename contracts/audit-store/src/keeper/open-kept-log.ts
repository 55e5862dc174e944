/** A log and its keeper as one thing: what gateway and registry open, and close in the right order. */
import {
  type AuditEntry,
  type AuditLog,
  type AuditLogOptions,
  AuditUnavailable,
  type CheckpointSigner,
  type DurableSize,
  openAuditLog,
  type WitnessStanding,
} from '@xinqiao/audit-log'
import type { AuditDatabase, KeeperEvent } from './messages.ts'
import { type Keeper, openKeeper } from './open-keeper.ts'
import { type OriginClosings, originClosings } from './origin-closings.ts'

/** The log's own options, and what its keeper needs. */
export interface KeptLogOptions extends Omit<AuditLogOptions, 'signerFor' | 'onDurable'> {
  /** `null`: payloads and index stay in the log's files. */
  readonly database: AuditDatabase | null
  /** As `readWitnessPolicy` takes it; `null`: without witnesses. Absent: not known yet, and no checkpoint is signed before `keeper.follow` tells. */
  readonly witnesses?: unknown
  readonly compileCache: string | null
  readonly signerFor: (origin: string) => Promise<CheckpointSigner>
  readonly onEvent: (event: KeeperEvent) => void
  /** Entries that are taken also while the policy says that the hub stops: the act that names another policy. None where absent. */
  readonly isTakenThough?: (entry: AuditEntry) => boolean
  /** First and longest wait before a keeper that ended is started again, milliseconds. */
  readonly restart?: { readonly first: number; readonly most: number }
}

/** How the evidence is kept now, for whoever looks after the hub. */
export interface KeeperHealth {
  /** `away` while it is being started again. */
  readonly keeper: 'up' | 'away'
  /** Durable entries that are not under a checkpoint, or not in the database, yet. */
  readonly behind: number
  /** `null` until the keeper has told. */
  readonly witnesses: WitnessStanding | null
}

export interface KeptLog {
  /** Takes no entry but those of `isTakenThough` while the witness policy says that the hub stops; `close` writes the last entries and ends the keeper behind them. */
  readonly log: AuditLog
  readonly keeper: Keeper
  /** From memory. */
  readonly health: () => KeeperHealth
}

/**
 * Opens a log and starts its keeper.
 * @throws AuditLogError as `openAuditLog` does; `WITNESS_POLICY_INVALID`
 */
export async function openKeptLog(options: KeptLogOptions): Promise<KeptLog> {
  const { database, witnesses, compileCache, signerFor, onEvent, restart, isTakenThough = () => false } = options
  // What is durable before the keeper is there is told by `durable()`.
  const told: { keeper: Keeper | null; closings: OriginClosings | null } = { keeper: null, closings: null }
  const onDurable = (durable: DurableSize): void => {
    told.keeper?.durable(durable)
    told.closings?.look()
  }
  const log = await openAuditLog({ ...options, onDurable })
  const closings = originClosings(log, (origin) => onEvent({ kind: 'not-closed', origin }))
  const standings = new Map<string, WitnessStanding>()
  try {
    const keeper = openKeeper({
      database,
      witnesses,
      compileCache,
      signerFor,
      onEvent,
      ...(restart === undefined ? {} : { restart }),
      onKept: (kept) => log.kept(kept),
      onCloseOrigin: (origin, reason) => closings.ask(origin, reason),
      onStanding: (origin, standing) => void standings.set(origin, standing),
    })
    told.keeper = keeper
    told.closings = closings
    for (const durable of log.durable()) keeper.durable(durable)
    return {
      log: guarded(log, { isStopped: () => standings.get(log.origin) === 'stop', isTakenThough }, keeper),
      keeper,
      health: () => healthOf(log, keeper, standings.get(log.origin) ?? null),
    }
  } catch (error) {
    await log.close()
    throw error
  }
}

function healthOf(log: AuditLog, keeper: Keeper, witnesses: WitnessStanding | null): KeeperHealth {
  const kept = keeper.kept(log.origin)
  const done = kept === undefined ? 0 : Math.min(kept.built, kept.stored)
  return { keeper: keeper.pid === null ? 'away' : 'up', behind: Math.max(0, log.size - done), witnesses }
}

interface Stop {
  readonly isStopped: () => boolean
  readonly isTakenThough: (entry: AuditEntry) => boolean
}

function guarded(log: AuditLog, { isStopped, isTakenThough }: Stop, keeper: Keeper): AuditLog {
  return {
    get origin() {
      return log.origin
    },
    get writable() {
      return log.writable && !isStopped()
    },
    get size() {
      return log.size
    },
    get durableAgeMs() {
      return log.durableAgeMs
    },
    append: (entry, sealed) =>
      isStopped() && !isTakenThough(entry)
        ? Promise.reject(new AuditUnavailable('the witnesses have settled nothing for longer than the policy allows'))
        : log.append(entry, sealed),
    durable: () => log.durable(),
    kept: (size) => log.kept(size),
    closeOrigin: (reason) => log.closeOrigin(reason),
    close: async () => {
      await log.close()
      await keeper.close()
    },
  }
}
