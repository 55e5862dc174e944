/** Another node's log as it shows itself over HTTP (C2SP tlog-tiles): its checkpoint, and proofs out of its tiles. Nothing of it is trusted here. */
import { AuditLogError } from '../errors.ts'
import { nodeReadMs, noteBytesMax, tileBytesMax } from '../limits.ts'
import { consistencyProof } from '../merkle/index.ts'
import { tileHashes, tilePath, tileWidth } from '../tiles/index.ts'
import { exchange } from './http-text.ts'

interface TileName {
  readonly level: number
  readonly n: number
  readonly width: number
}

/**
 * The signed note that the log serves as its newest, unread.
 * @throws AuditLogError `AUDIT_NODE_AWAY`
 */
export async function fetchCheckpoint(prefix: string): Promise<string> {
  const bytes = await read(`${prefix}/checkpoint`, noteBytesMax)
  if (bytes === null) throw away('has no checkpoint')
  return bytes.toString('utf8')
}

/**
 * The proof that the tree of `from` leaves is the beginning of that of `to`. It holds or not by itself, whatever tiles were served.
 * @throws AuditLogError `AUDIT_NODE_AWAY`
 */
export async function fetchConsistencyProof(prefix: string, from: number, to: number): Promise<Buffer[]> {
  const needed = new Map<string, TileName>()
  const noHash = Buffer.alloc(tileBytesMax)
  // Which tiles a proof reads depends on the two sizes alone, so a first walk over blank ones names them all.
  const naming = tileHashes(to, (level, n, width) => {
    needed.set(tilePath(level, n), { level, n, width })
    return noHash
  })
  consistencyProof(from, to, naming)
  const fetched = new Map<string, Buffer>()
  for (const [path, tile] of needed) fetched.set(path, await fetchTile(prefix, tile))
  const reader = tileHashes(to, (level, n) => fetched.get(tilePath(level, n)) ?? noHash)
  return consistencyProof(from, to, reader)
}

/** The tile of this width, or the full one that took its place. */
async function fetchTile(prefix: string, { level, n, width }: TileName): Promise<Buffer> {
  for (const wide of new Set([width, tileWidth])) {
    const bytes = await read(`${prefix}/${tilePath(level, n, wide)}`, tileBytesMax)
    if (bytes !== null) return bytes
  }
  throw away('does not have a tile of its own checkpoint')
}

async function read(url: string, bytesMax: number): Promise<Buffer | null> {
  const answer = await exchange({ url, timeoutMs: nodeReadMs, bytesMax }).catch((cause: unknown) => {
    throw away('does not answer', cause)
  })
  if (answer.status === 404) return null
  if (answer.status !== 200) throw away(`answers ${answer.status}`)
  return answer.body
}

function away(what: string, cause?: unknown): AuditLogError {
  return new AuditLogError('AUDIT_NODE_AWAY', `the node ${what}`, { cause })
}
