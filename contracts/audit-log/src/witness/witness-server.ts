/** The witness over HTTP: one route, bounded bodies and times. TLS ends in front of it; what counts is signed. */
import { createServer, type IncomingMessage } from 'node:http'
import { witnessBodyBytesMax, witnessConnectionsMax, witnessRequestMs } from '../limits.ts'
import { openJudgement, type Witness } from './add-checkpoint.ts'
import { readWhole } from './http-text.ts'
import { refuse, type WitnessAnswer } from './witness-answer.ts'

/** `close` answers what is under way and takes nothing more. */
export interface WitnessServer {
  readonly port: number
  close(): Promise<void>
}

/** Opens the door; port 0 takes a free one. `onFailure`: a call that could not be judged, for which nothing was signed. */
export function startWitness(
  witness: Witness,
  { host, port }: { readonly host: string; readonly port: number },
  onFailure: (error: unknown) => void,
): Promise<WitnessServer> {
  const judge = openJudgement(witness)
  const answer = async (request: IncomingMessage): Promise<WitnessAnswer> => {
    if (request.method !== 'POST' || request.url !== '/add-checkpoint') return refuse('ROUTE_UNKNOWN')
    try {
      return await judge((await readWhole(request, witnessBodyBytesMax)).toString('utf8'))
    } catch (error) {
      if (error instanceof RangeError) return refuse('BODY_TOO_LARGE')
      onFailure(error)
      return refuse('FAILED')
    }
  }
  const times = {
    requestTimeout: witnessRequestMs,
    headersTimeout: witnessRequestMs,
    connectionsCheckingInterval: 1_000,
  }
  const server = createServer(times, (request, response) => {
    void answer(request).then(({ status, type, body }) => {
      // What was left unread of a body that is too long is not read as the next request.
      if (status === 413) response.setHeader('connection', 'close')
      response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
    })
  })
  server.maxConnections = witnessConnectionsMax
  const close = (): Promise<void> => new Promise((closed) => server.close(() => closed()))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      resolve({ port: typeof address === 'object' && address !== null ? address.port : port, close })
    })
  })
}
