/** GraphQL over HTTP, the asking half: method, content types and parameters → one operation, or the status that turns it away. */
import type { IncomingMessage } from 'node:http'
import { Kind, parse } from 'graphql'

export interface Asked {
  readonly kind: 'asked'
  readonly query: string
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
}

export interface TurnedAway {
  readonly kind: 'turned-away'
  readonly status: 400 | 405 | 413 | 415
  readonly message: string
}

const bodyBytesMax: number = 4 * 1024 * 1024

/** Reads one request at the path of the endpoint. */
export async function readRequest(request: IncomingMessage, url: URL): Promise<Asked | TurnedAway> {
  if (request.method === 'GET') return readGet(url.searchParams)
  if (request.method !== 'POST') return away(405, 'Ask with POST, or a query with GET.')
  const type = request.headers['content-type'] ?? ''
  if (!isJsonText(type)) return away(415, 'The content type is application/json in UTF-8.')
  const text = await readBody(request)
  if (text === null) return away(413, 'The body is too large.')
  return readParameters(parseJson(text))
}

function readGet(parameters: URLSearchParams): Asked | TurnedAway {
  const json = (name: string): unknown => {
    const text = parameters.get(name)
    return text === null || text === '' ? undefined : (parseJson(text) ?? text)
  }
  const asked = readParameters({
    query: parameters.get('query'),
    operationName: parameters.get('operationName') ?? undefined,
    variables: json('variables'),
    extensions: json('extensions'),
  })
  if (asked.kind === 'asked' && isMutation(asked)) return away(405, 'A mutation is asked with POST.')
  return asked
}

function readParameters(body: unknown): Asked | TurnedAway {
  if (!isMap(body)) return away(400, 'The body is no JSON object.')
  const { query, operationName, variables, extensions } = body
  if (typeof query !== 'string') return away(400, 'The parameter "query" is a text.')
  if (!isAbsent(operationName) && typeof operationName !== 'string')
    return away(400, 'The parameter "operationName" is a text.')
  if (!isAbsent(variables) && !isMap(variables)) return away(400, 'The parameter "variables" is a map.')
  if (!isAbsent(extensions) && !isMap(extensions)) return away(400, 'The parameter "extensions" is a map.')
  return { kind: 'asked', query, operationName: operationName ?? null, variables: variables ?? {} }
}

/** Whether the operation that would run is a mutation; a text that cannot be read is told by the rooms. */
function isMutation({ query, operationName }: Asked): boolean {
  try {
    return parse(query, { noLocation: true }).definitions.some(
      (one) =>
        one.kind === Kind.OPERATION_DEFINITION &&
        one.operation === 'mutation' &&
        (operationName === null || operationName === '' || one.name?.value === operationName),
    )
  } catch {
    return false
  }
}

function isJsonText(type: string): boolean {
  const [media = '', ...parameters] = type.split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((one) => one.startsWith('charset='))?.slice('charset='.length)
  return media === 'application/json' && (charset === undefined || /^"?utf-?8"?$/u.test(charset))
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    if (size > bodyBytesMax) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function away(status: TurnedAway['status'], message: string): TurnedAway {
  return { kind: 'turned-away', status, message }
}
