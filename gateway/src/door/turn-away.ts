/** Requests that are turned away before the walk: not HTTP as the door speaks it. They read nothing, so they are counted and write no entry (audit.md §1). */
import { type AnyCode, codeEntry } from '@xinqiao/schema'
import type { FastifyReply } from 'fastify'
import { retryAfterSeconds } from '../limits.ts'
import type { AwayCode, AwayCount } from './away-count.ts'

/** 401 no credential where one is needed · 404 nothing there · 405 another method · 406 no form the caller takes · 408 too slow · 413 too large · 414 address too long · 415 not JSON · 417 an expectation of another kind · 431 headers. */
export type AwayStatus = 400 | 401 | 404 | 405 | 406 | 408 | 413 | 414 | 415 | 417 | 431 | 503

/** What a status is told with. */
export function awayHeaders(status: AwayStatus, challenge = 'DPoP'): Readonly<Record<string, string>> {
  if (status === 401) return { 'www-authenticate': challenge }
  return status === 503 ? { 'retry-after': String(retryAfterSeconds) } : {}
}

export const awayType = 'application/json; charset=utf-8'

/** One body for all of them, from the table of codes. */
export function turnAway(reply: FastifyReply, status: AwayStatus, away: AwayCount): FastifyReply {
  away.add(awayCode(status))
  return reply.code(status).type(awayType).send(awayText(status))
}

/** The body by itself. */
export function awayText(status: AwayStatus): string {
  return codeText(awayCode(status))
}

/** The one form in which a code is told outside of an answer of the walk. */
export function codeText(of: AnyCode): string {
  const { code, en, zh, article, nextEn, nextZh } = codeEntry(of)
  return JSON.stringify({ errors: [{ message: en, extensions: { code, article, zh, next: nextEn, nextZh } }] })
}

/** The code that a status is told with, and counted under. */
export function awayCode(status: AwayStatus): Exclude<AwayCode, 'CONNECTION_CUT'> {
  if (status === 401) return 'UNAUTHENTICATED'
  if (status === 404) return 'NOT_FOUND'
  if (status === 413 || status === 414 || status === 431) return 'OPERATION_TOO_LARGE'
  return status === 503 ? 'OVERLOADED' : 'BAD_USER_INPUT'
}
