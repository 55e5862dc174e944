/** All that keeps this gateway's log: the log with the process beside it, its keys, what it says of itself, its health. */
import { join } from 'node:path'
import {
  type AuditLog,
  type AuditStore,
  keepSystemRecord,
  type LogReading,
  readingOf,
  type SystemRecord,
  type TurnedAway,
} from '@xinqiao/audit-log'
import { type KeeperHealth, openKeptLog } from '@xinqiao/audit-store'
import type { WitnessRule } from '@xinqiao/contracts'
import type { SignatureKey } from '@xinqiao/schema'
import type { GatewayConfig } from '../config.ts'
import { type GatewayEvents, nameOf } from '../events.ts'
import { type AuditHealth, watchAuditHealth } from './audit-health.ts'
import { publishedKeys } from './checkpoint-keys.ts'

export interface OpenAuditParts {
  /** Registers the public halves of checkpoint keys. */
  readonly fetchKey: SignatureKey
  /** Calls that the door turned away. */
  readonly away: TurnedAway
  readonly events: GatewayEvents
  /** The disk under the log; the file system when absent. */
  readonly store?: AuditStore
}

export interface OpenedAudit {
  readonly log: AuditLog
  readonly record: SystemRecord
  readonly health: AuditHealth
  /** Tree, database and witnesses behind the log: no ground to stop answering. */
  keeping(): KeeperHealth
  readonly reading: LogReading
  /**
   * Takes the witness rule of the bundle that runs now; no checkpoint is signed before the first. The same again changes nothing;
   * one that cannot be followed leaves the former in place, with an alarm.
   */
  follow(witnesses: WitnessRule | undefined): void
  /** Writes what still waits and gives the log up. */
  close(): Promise<void>
}

const hub = 'xinqiao'

/**
 * Opens the node's log.
 * @throws AuditLogError when it cannot be written, is damaged, or another process writes it
 */
export async function openAudit(config: GatewayConfig, parts: OpenAuditParts): Promise<OpenedAudit> {
  const { fetchKey, away, events, store } = parts
  const { node, ownKeysDir, registryUrl } = config
  const directory = join(config.stateDir, 'audit', node)
  const keys = publishedKeys({ ownKeysDir, registryUrl, fetchKey, events })
  const {
    log,
    keeper,
    health: keeping,
  } = await openKeptLog({
    ...config.auditKeeper,
    ...(store === undefined ? {} : { store }),
    directory,
    hub,
    node,
    signerFor: (origin) => keys.signerFor(origin),
    onEvent: (event) => events.auditKeeper(event),
    onState: ({ writable, error }) => (writable ? events.auditBack() : events.auditUnavailable(nameOf(error))),
  })
  const record = keepSystemRecord({ log, away, onFailure: (error) => events.auditUnavailable(nameOf(error)) })
  const health = watchAuditHealth({ directory, log })
  return {
    log,
    record,
    health,
    keeping,
    reading: readingOf(directory),
    follow: (witnesses) => {
      try {
        keeper.follow(witnesses ?? null)
      } catch (error) {
        events.failed('witnesses', error)
      }
    },
    close: async () => {
      await keys.stop()
      health.close()
      await record.stop()
      await log.close()
    },
  }
}
