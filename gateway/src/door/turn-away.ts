/** Requests that are turned away before the walk: not HTTP as the door speaks it. They read nothing, so they write no entry (audit.md §1). */
import { codeEntry } from '@xinqiao/schema'
import type { FastifyReply } from 'fastify'

/** 404 nothing there · 405 another method · 406 no form the caller takes · 408 too slow · 413 too large · 414 address too long · 415 not JSON · 431 headers. */
export type AwayStatus = 400 | 404 | 405 | 406 | 408 | 413 | 414 | 415 | 431 | 503

export const awayType = 'application/json; charset=utf-8'

/** One body for all of them, from the table of codes. */
export function turnAway(reply: FastifyReply, status: AwayStatus): FastifyReply {
  return reply.code(status).type(awayType).send(awayText(status))
}

/** The body by itself. */
export function awayText(status: AwayStatus): string {
  const { code, en, zh, article, nextEn, nextZh } = codeEntry(codeOf(status))
  return JSON.stringify({ errors: [{ message: en, extensions: { code, article, zh, next: nextEn, nextZh } }] })
}

function codeOf(status: AwayStatus): 'NOT_FOUND' | 'OPERATION_TOO_LARGE' | 'OVERLOADED' | 'BAD_USER_INPUT' {
  if (status === 404) return 'NOT_FOUND'
  if (status === 413 || status === 414 || status === 431) return 'OPERATION_TOO_LARGE'
  return status === 503 ? 'OVERLOADED' : 'BAD_USER_INPUT'
}
