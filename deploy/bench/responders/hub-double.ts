/**
 * The hub's own subgraph for peers. Our gateway answers it in memory; a peer has to ask somebody, and whom it asks is as
 * cheap as can be: an argument becomes a key, written by hand. It waits for nothing, not even in the case `latency`.
 */
import { createServer } from 'node:http'
import { listen, readBody, send } from '../bare-server.ts'

interface HubQuestion {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

/** Starts it on any free port of loopback; gives its base URL. */
export function startHubDouble(): Promise<string> {
  const server = createServer((request, response) => {
    readBody(request).then(
      (bytes) => send(response, 200, Buffer.from(JSON.stringify(answerRoots(JSON.parse(bytes.toString('utf8')))))),
      () => send(response, 502, Buffer.from('{}')),
    )
  })
  return listen(server)
}

/** The roots of the benchmark's two operations. @throws Error when the variables hold neither one code nor a list of codes */
export function answerRoots({ query, variables = {} }: HubQuestion): {
  readonly data: Readonly<Record<string, unknown>>
} {
  const [, alias, root = ''] = /(?:(\w+)\s*:\s*)?\b(organizations?)\s*\(/.exec(query) ?? []
  for (const value of Object.values(variables)) {
    if (typeof value === 'string') return { data: { [alias ?? root]: stub(value) } }
    if (Array.isArray(value)) return { data: { [alias ?? root]: value.map(stub) } }
  }
  throw new Error('A peer asks the hub for something else than organizations.')
}

function stub(uscc: unknown): { readonly __typename: string; readonly uscc: unknown } {
  return { __typename: 'Organization', uscc }
}
