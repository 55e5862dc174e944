/** Bytes to an agency and back: keep-alive pools, no redirects, a cap on what comes. Knows nothing of GraphQL or signatures. */

import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { Pool } from 'undici'
import { answerBytesMax, connectionsPerAgency, connectTimeoutMs, deadlineMs, keepAliveMs } from './limits.ts'

export interface AgencyAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** As on the wire: what the digest is over. */
  readonly bytes: Buffer
  /** After decompression. */
  readonly body: Buffer
}

/** Why no answer came: `refused` before its first byte, `broken` after it, or not readable within the caps. */
export type TransportFailure = 'refused' | 'broken' | 'aborted' | 'unreadable'

export interface AgencyTransport {
  post(
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ): Promise<AgencyAnswer | TransportFailure>
  close(): Promise<void>
}

const unpack = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** Pools by origin, opened at the first request. */
export function undiciTransport(): AgencyTransport {
  const pools = new Map<string, Pool>()
  const poolOf = (origin: string): Pool => {
    const pool =
      pools.get(origin) ??
      new Pool(origin, {
        connections: connectionsPerAgency,
        pipelining: 1,
        keepAliveTimeout: keepAliveMs,
        headersTimeout: deadlineMs,
        bodyTimeout: deadlineMs,
        connect: { timeout: connectTimeoutMs },
      })
    pools.set(origin, pool)
    return pool
  }
  return {
    async post(url, headers, body, signal) {
      let isStarted = false
      try {
        const path = `${url.pathname}${url.search}`
        const answer = await poolOf(url.origin).request({ method: 'POST', path, headers: { ...headers }, body, signal })
        isStarted = true
        const bytes = await readCapped(answer.body)
        if (bytes === null) return 'unreadable'
        const plain = await decoded(bytes, answer.headers['content-encoding'])
        return plain === null
          ? 'unreadable'
          : { status: answer.statusCode, headers: answer.headers, bytes, body: plain }
      } catch {
        if (signal.aborted) return 'aborted'
        return isStarted ? 'broken' : 'refused'
      }
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
      pools.clear()
    },
  }
}

async function readCapped(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > answerBytesMax) {
      body.destroy()
      return null
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/** The body after decompression; `null` when the encoding is none of ours, is broken, or explodes. */
async function decoded(bytes: Buffer, encoding: string | readonly string[] | undefined): Promise<Buffer | null> {
  if (encoding === undefined || encoding === 'identity') return bytes
  if (encoding !== 'gzip' && encoding !== 'deflate' && encoding !== 'br') return null
  try {
    return await unpack[encoding](bytes, { maxOutputLength: answerBytesMax })
  } catch {
    return null
  }
}
