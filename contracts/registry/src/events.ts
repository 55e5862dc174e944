/** Each log line of the registry is a function here, so that no number or name of a person can slip in. */
import type { ProvincialEvent } from '@xinqiao/audit-log'
import { type KeeperEvent, keeperLine } from '@xinqiao/audit-store'
import { type Logger, pino } from 'pino'

/** What the registry says about itself. */
export interface RegistryEvents {
  started(): void
  stopped(): void
  /** The message of a start names settings and files, never values. */
  notStarted(code: string, message: string): void
  bundleMade(number: number, agencies: number, contracts: number, ms: number): void
  bundleFailed(code: string): void
  composed(agencies: number, ms: number): void
  actDone(act: string, object: string): void
  actRefused(act: string, code: string): void
  /** An act had its entry and was not committed; a second entry says so now. */
  actNotCommitted(act: string, object: string): void
  tokenIssued(client: string, contract: string): void
  tokenRefused(code: string): void
  keysHandedOver(to: string): void
  keysDestroyed(month: string): void
  /** An alarm: keys of a month that were destroyed stood again, as after a backup, and are destroyed again. */
  keysReturned(month: string): void
  /** An alarm: a payload that was erased stood again, and is erased again; `held`: a legal hold keeps it, nobody is given it. */
  payloadReturned(origin: string, index: number, held: boolean): void
  /** Payloads of a month whose keys are destroyed left the database; `again`, an alarm: not for the first time. */
  monthDropped(month: string, again: boolean): void
  /** A year of the registry's log whose entries were removed at the end of its term. */
  yearGone(folder: string): void
  /** Tree, checkpoints, witnesses and database of the log. */
  auditKeeper(event: KeeperEvent): void
  /** Another node's checkpoint was taken, or, an alarm, was not. */
  provincial(event: ProvincialEvent): void
  failed(where: string, error: unknown): void
}

/** Opens the log at a level; lines go to stdout as JSON. */
export function openEvents(level: string): RegistryEvents {
  const log: Logger = pino({ name: 'registry', level, base: { pid: process.pid } })
  return {
    started: () => log.info({ event: 'started' }),
    notStarted: (code, message) => log.error({ event: 'not-started', code, message }),
    stopped: () => log.info({ event: 'stopped' }),
    bundleMade: (number, agencies, contracts, ms) =>
      log.info({ event: 'bundle-made', number, agencies, contracts, ms }),
    bundleFailed: (code) => log.error({ event: 'bundle-failed', code }),
    composed: (agencies, ms) => log.info({ event: 'composed', agencies, ms }),
    actDone: (act, object) => log.info({ event: 'act-done', act, object }),
    actNotCommitted: (act, object) => log.warn({ event: 'act-not-committed', act, object }),
    actRefused: (act, code) => log.warn({ event: 'act-refused', act, code }),
    tokenIssued: (client, contract) => log.info({ event: 'token-issued', client, contract }),
    tokenRefused: (code) => log.warn({ event: 'token-refused', code }),
    keysHandedOver: (to) => log.info({ event: 'keys-handed-over', to }),
    keysDestroyed: (month) => log.warn({ event: 'keys-destroyed', month }),
    keysReturned: (month) => log.error({ event: 'keys-returned', month, alarm: true }),
    payloadReturned: (origin, index, held) =>
      log.error({ event: 'payload-returned', origin, index, held, alarm: true }),
    monthDropped: (month, again) => {
      const fields = { event: 'month-dropped', month, again }
      if (again) log.error({ ...fields, alarm: true })
      else log.info(fields)
    },
    yearGone: (folder) => log.info({ event: 'year-gone', folder }),
    auditKeeper: (event) => {
      const { level, fields } = keeperLine(event)
      log[level](fields)
    },
    provincial: (event) => {
      const { kind, origin, ...more } = event
      const fields = {
        event: `provincial-${kind}`,
        origin,
        ...('error' in more ? { error: nameOf(more.error) } : more),
      }
      if (kind === 'taken') log.info(fields)
      else log.error({ ...fields, alarm: true })
    },
    failed: (where, error) => log.error({ event: 'failed', where, error: nameOf(error) }),
  }
}

/** Class and code of an error; its message may hold what a log must not. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${error.name}${code}`
}
