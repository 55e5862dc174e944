/** The little that the floor and the doubles share: a body read, an answer sent, a port of loopback. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

export const contentType = 'application/json'
/** Longer than any pause between turns: connections are made once. */
const keepAliveMs = 60_000

/** Reads a whole body. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    )
    request.once('error', reject)
  })
}

/** Sends JSON with its length. */
export function send(
  response: ServerResponse,
  status: number,
  body: Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...headers, 'content-type': contentType, 'content-length': body.byteLength })
  response.end(body)
}

/** Listens on any free port of loopback and gives the base URL. */
export function listen(server: Server): Promise<string> {
  server.keepAliveTimeout = keepAliveMs
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(`http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`)
    })
  })
}
