/** `POST /records`: the agency's signature, then the file, then one line for each refused record and the figures (data.md §2). */
import { Readable } from 'node:stream'
import type { StreamingDigest } from '@xinqiao/schema'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { KitError } from '../errors.ts'
import { fileRows } from '../ingest/file-rows.ts'
import { type IngestParts, moveFile, type ReadFile, readFile } from '../ingest/ingest-file.ts'
import { signedBody } from '../ingest/signed-body.ts'
import { ingestFilesMax } from '../limits.ts'
import type { ServerParts } from '../server-parts.ts'

type Parts = Pick<ServerParts, 'door' | 'events' | 'rules' | 'store'>

export function addIngestRoute(app: FastifyInstance, { door, events, rules, store }: Parts): void {
  let files = 0
  const parts: IngestParts = { db: store.ingestDb, rules, events }
  app.register((scope, _options, done) => {
    // The body is handed over unread: it is hashed and judged as it comes, however large the file is.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload))
    scope.post('/records', { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request, reply) => {
      const digest = await door.verifyIngest(request.raw)
      if (files >= ingestFilesMax)
        throw new KitError('OVERLOADED', 503, 'Enough files are being read; send this one again in a minute.')
      files += 1
      const file = await read(request, digest).catch((error: unknown) => {
        files -= 1
        throw error
      })
      return reply.type('application/x-ndjson').send(Readable.from(answer(file)))
    })
    done()
  })

  async function read(request: FastifyRequest, digest: StreamingDigest): Promise<ReadFile> {
    const body = signedBody(request.raw, digest)
    const item = new URL(request.url, 'http://agency').searchParams.get('item')
    const rows = fileRows(request.headers['content-type'] ?? '', body.bytes, {
      provider: rules.provider,
      catalog: rules.catalog,
      item,
    })
    return readFile(rows, () => body.whole(), parts)
  }

  async function* answer(file: ReadFile): AsyncGenerator<string> {
    try {
      const refused = moveFile(file, parts)
      for (;;) {
        const step = await refused.next()
        yield `${JSON.stringify(step.value)}\n`
        if (step.done === true) return
      }
    } catch (error) {
      // The last line is missing: the sender knows the file is not through and sends it again.
      events.failed('move', error)
      throw error
    } finally {
      files -= 1
    }
  }
}
