/** What an agency and the office may look up: the call log (`GET /calls`) and the counters of the ingest door (`GET /tally`). */
import { Readable } from 'node:stream'
import { parseLegalDate } from '@xinqiao/schema'
import type { FastifyInstance } from 'fastify'
import { KitError } from '../errors.ts'
import { dayCounts } from '../ingest/tally.ts'
import type { ServerParts } from '../server-parts.ts'

type Parts = Pick<ServerParts, 'door' | 'calls' | 'store'>

export function addAgencyRoutes(app: FastifyInstance, { door, calls, store }: Parts): void {
  app.get('/calls', async (request, reply) => {
    await door.verifyReader(request.raw)
    const since = sinceOf(request.url)
    const instantMs = since === null ? 0 : Date.parse(since)
    if (Number.isNaN(instantMs))
      throw new KitError('REQUEST_INVALID', 400, 'Expected since as an instant, for example 2026-11-24T00:00:00+08:00.')
    return reply.type('application/x-ndjson').send(Readable.from(lines(calls.since(instantMs))))
  })
  app.get('/tally', async (request, reply) => {
    await door.verifyReader(request.raw)
    const since = sinceOf(request.url) ?? '1900-01-01'
    if (parseLegalDate(since) === undefined)
      throw new KitError('REQUEST_INVALID', 400, 'Expected since as a date, YYYY-MM-DD.')
    return reply.send({ days: await dayCounts(store.db, since) })
  })
}

async function* lines(found: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of found) yield `${line}\n`
}

function sinceOf(url: string): string | null {
  return new URL(url, 'http://agency').searchParams.get('since')
}
