/** The conformance door: GraphQL over HTTP at `/graphql` over any outside supergraph, answered by the real rooms. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type DoorEngine, openEngine } from './engine.ts'
import { answerType } from './media-type.ts'
import { readRequest } from './read-request.ts'
import { noRules, readRules } from './rules.ts'
import { readSupergraph } from './supergraph.ts'
import { syntheticLaw } from './synthetic-law.ts'

export interface Door {
  /** Address of the endpoint. */
  readonly url: string
  close(): Promise<void>
}

export interface DoorOptions {
  readonly supergraph: string
  /** YAML text; without it everything is granted. */
  readonly rules?: string
  /** 0 takes a free port. */
  readonly port?: number
}

/**
 * Opens a door on loopback.
 * @throws Error for a supergraph that does not load, or rules that do not fit it
 */
export async function openDoor({ supergraph: sdl, rules: yaml, port = 0 }: DoorOptions): Promise<Door> {
  const supergraph = readSupergraph(sdl)
  const rules = yaml === undefined ? noRules : readRules(yaml, supergraph)
  const engine = await openEngine(supergraph, syntheticLaw(rules))
  const server = createServer((request, response) => void answer(engine, request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${bound}/graphql`, close: () => closeDoor(engine, server) }
}

async function answer(engine: DoorEngine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://door.invalid')
    if (url.pathname !== '/graphql') return send(response, 404, 'text/plain', 'Ask at /graphql.')
    const type = answerType(request.headers.accept)
    if (type === null) return send(response, 406, 'text/plain', 'Accept application/graphql-response+json.')
    const asked = await readRequest(request, url)
    if (asked.kind === 'turned-away')
      return send(response, asked.status, type, JSON.stringify({ errors: [{ message: asked.message }] }))
    const caller = request.headers['x-caller']
    const { status, body } = await engine.answer({
      query: asked.query,
      operationName: asked.operationName,
      variables: asked.variables,
      caller: typeof caller === 'string' ? caller : null,
      accept: type,
    })
    send(response, status, type, body)
  } catch (thrown) {
    console.error(thrown)
    send(response, 500, 'application/json', JSON.stringify({ errors: [{ message: 'The door failed.' }] }))
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    ...(status === 405 ? { allow: 'GET, POST' } : {}),
  })
  response.end(body)
}

async function closeDoor(engine: DoorEngine, server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
  await engine.close()
}
