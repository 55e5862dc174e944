/** Each log line of the gateway is a function here, so that no name, number or text of an operation can slip in (trust.md §11). */
import { type KeeperEvent, keeperLine } from '@xinqiao/audit-store'
import { type Logger, pino } from 'pino'

export interface GatewayEvents {
  started(url: string): void
  /** The message of a start names settings and files, never values. */
  notStarted(code: string, message: string): void
  draining(): void
  stopped(): void
  bundleTaken(number: number, loadedSupergraph: boolean, ms: number): void
  /** Alarm: a bundle that must not run. */
  bundleRefused(code: string): void
  /** Alarm: the registry does not answer. */
  registryAway(code: string): void
  registryBack(): void
  startedFromDisk(number: number, expired: boolean): void
  standingsSnapshot(rows: number): void
  /** Alarm: standings and consents cannot be asked. */
  officeAway(code: string): void
  officeBack(): void
  leaseFailed(code: string): void
  /** Alarm: nothing is answered until the log takes entries again. */
  auditUnavailable(code: string): void
  auditBack(): void
  /** Tree, checkpoints, witnesses and database of the log. */
  auditKeeper(event: KeeperEvent): void
  /** Alarm: the months' keys cannot be asked; those held are used on. */
  keyStoreAway(code: string): void
  keyStoreBack(): void
  /** Alarm: the public half of a checkpoint key is not registered yet; it is tried again. */
  auditKeyUnpublished(code: string): void
  /** Alarm: the key store gave other keys for a month than before; entries of that month stand under two. */
  monthKeysChanged(month: string): void
  /** Alarm: a fault of our own; the caller got a failure code. */
  /** An answer's signature did not hold, found after the answer was used over a line that vouched for it. */
  answerForged(agency: string): void
  failed(where: string, error: unknown): void
  /** Alarm: requests were turned away in the last second; how many shared the thread. */
  overloaded(turnedAway: number, bound: number): void
  /** Alarm: the answering thread stood still; hashes of the operations that were under way. */
  stoodStill(ms: number, operations: readonly string[]): void
  /** A caller of no known client, or a good token without its proof; the reason stays in the log. */
  unauthenticated(reason: string): void
}

/** Opens the log at a level; lines go to stdout as JSON. */
export function openEvents(level: string): GatewayEvents {
  const log: Logger = pino({ name: 'gateway', level, base: { pid: process.pid } })
  return {
    started: (url) => log.info({ event: 'started', url }),
    notStarted: (code, message) => log.error({ event: 'not-started', code, message }),
    draining: () => log.info({ event: 'draining' }),
    stopped: () => log.info({ event: 'stopped' }),
    bundleTaken: (number, loadedSupergraph, ms) => log.info({ event: 'bundle-taken', number, loadedSupergraph, ms }),
    bundleRefused: (code) => log.error({ event: 'bundle-refused', alarm: true, code }),
    registryAway: (code) => log.error({ event: 'registry-away', alarm: true, code }),
    registryBack: () => log.info({ event: 'registry-back' }),
    startedFromDisk: (number, expired) => log.warn({ event: 'started-from-disk', alarm: true, number, expired }),
    standingsSnapshot: (rows) => log.info({ event: 'standings-snapshot', rows }),
    officeAway: (code) => log.error({ event: 'office-away', alarm: true, code }),
    officeBack: () => log.info({ event: 'office-back' }),
    leaseFailed: (code) => log.warn({ event: 'lease-failed', code }),
    auditUnavailable: (code) => log.error({ event: 'audit-unavailable', alarm: true, code }),
    auditBack: () => log.info({ event: 'audit-back' }),
    auditKeeper: (event) => {
      const { level, fields } = keeperLine(event)
      log[level](fields)
    },
    keyStoreAway: (code) => log.error({ event: 'key-store-away', alarm: true, code }),
    keyStoreBack: () => log.info({ event: 'key-store-back' }),
    auditKeyUnpublished: (code) => log.error({ event: 'audit-key-unpublished', alarm: true, code }),
    monthKeysChanged: (month) => log.error({ event: 'month-keys-changed', alarm: true, month }),
    answerForged: (agency) => log.error({ event: 'answer-forged', alarm: true, agency }),
    failed: (where, error) => log.error({ event: 'failed', alarm: true, where, error: nameOf(error) }),
    overloaded: (turnedAway, bound) => log.warn({ event: 'overloaded', alarm: true, turnedAway, bound }),
    stoodStill: (ms, operations) => log.error({ event: 'stood-still', alarm: true, ms, operations }),
    unauthenticated: (reason) => log.info({ event: 'unauthenticated', reason }),
  }
}

/** Class and code of an error, or of what caused it; its message may hold what a log must not. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = codeIn(error) ?? codeIn(error.cause)
  return code === undefined ? error.name : `${error.name} ${code}`
}

function codeIn(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
