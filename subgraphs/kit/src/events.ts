/** Each log line of a subgraph is a function here, so that no name, number or value can slip in. */
import { type Logger, pino } from 'pino'

/** What a subgraph says about itself. */
export interface KitEvents {
  started(url: string): void
  stopped(): void
  callRefused(code: string, requestId: string | null): void
  keysRefreshed(keys: number): void
  keysUnavailable(error: unknown): void
  fileTaken(upload: string, accepted: number, unchanged: number, refused: number, ms: number): void
  fileRolledBack(upload: string, code: string): void
  /** A payload named a prohibited category: the act is kept, the value is not (REG-14.4a). */
  prohibitedCategoryRefused(upload: string, line: number, item: string | null, category: string): void
  /** Alarm: something labelled secret was offered (REG-3a, REG-3b). */
  secretOffered(upload: string, line: number, item: string | null): void
  /** Alarm: an unusual share of a file was refused (REG-12b). */
  manyRefused(upload: string, refused: number, records: number): void
  failed(where: string, error: unknown): void
}

/** Opens the log of one agency; lines go to stdout as JSON. */
export function openEvents(provider: string, level: string): KitEvents {
  const log: Logger = pino({ name: `subgraph-${provider}`, level, base: { pid: process.pid } })
  return {
    started: (url) => log.info({ event: 'started', url }),
    stopped: () => log.info({ event: 'stopped' }),
    callRefused: (code, requestId) => log.warn({ event: 'call-refused', code, requestId }),
    keysRefreshed: (keys) => log.info({ event: 'keys-refreshed', keys }),
    keysUnavailable: (error) => log.error({ event: 'keys-unavailable', error: nameOf(error) }),
    fileTaken: (upload, accepted, unchanged, refused, ms) =>
      log.info({ event: 'file-taken', upload, accepted, unchanged, refused, ms }),
    fileRolledBack: (upload, code) => log.warn({ event: 'file-rolled-back', upload, code }),
    prohibitedCategoryRefused: (upload, line, item, category) =>
      log.warn({ event: 'prohibited-category-refused', audit: true, upload, line, item, category }),
    secretOffered: (upload, line, item) => log.error({ event: 'secret-offered', alarm: true, upload, line, item }),
    manyRefused: (upload, refused, records) =>
      log.error({ event: 'many-refused', alarm: true, upload, refused, records }),
    failed: (where, error) => log.error({ event: 'failed', where, error: nameOf(error) }),
  }
}

/** Class and code of an error; its message may hold what a log must not. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  return `${error.name}${code}`
}
