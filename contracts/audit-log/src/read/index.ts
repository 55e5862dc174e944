/** Logs over HTTP: addresses, and what stands there. */
export { type LogAddress, type LogResource, readLogPath } from './log-path.ts'
export { type LogAnswer, type LogReading, readingOf } from './read-log.ts'
