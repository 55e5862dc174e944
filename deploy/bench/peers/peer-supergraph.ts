/** The hub's own supergraph for the peers: what the running gateway took from the registry, with the doubles' addresses in it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ResponderUrls } from '../responders/responders.ts'

/** Where a subgraph stands that no question of the benchmark reaches: nothing listens there. */
const nowhere = 'http://127.0.0.1:9'

/** Reads the supergraph of the bundle on which the gateway of this state folder runs. */
export function runningSupergraph(stateDir: string): string {
  const file: { readonly bundle: string } = JSON.parse(
    readFileSync(join(stateDir, 'gateway', 'last-good-bundle.json'), 'utf8'),
  )
  const payload = file.bundle.split('.')[1] ?? ''
  const { supergraph } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { supergraph: string }
  return supergraph
}

/** In the bundle an agency's address is only a name, because our gateway asks where the register says; peers ask what the text says. */
export function withAddresses(supergraph: string, { urls, hubUrl }: ResponderUrls): string {
  return supergraph.replaceAll(
    /(@join__graph\(name: "([\w-]+)", url: ")[^"]*/g,
    (_, before: string, name: string) => `${before}${name === 'hub' ? hubUrl : (urls[name] ?? nowhere)}/graphql`,
  )
}
