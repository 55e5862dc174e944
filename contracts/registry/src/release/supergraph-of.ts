/** The supergraph of a set of agencies: composed and test-loaded in a child, or known from before. */
import { createHash } from 'node:crypto'
import { type Catalog, hubSubgraphSdl } from '@xinqiao/schema'
import { knownSupergraph } from '../bundles/bundle-store.ts'
import type { RegistryEvents } from '../events.ts'
import { supergraphsRemembered } from '../limits.ts'
import { composeInChild } from '../schemas/compose-in-child.ts'
import type { CompositionProblem, SubgraphText } from '../schemas/composition.ts'
import type { Store } from '../store/open-store.ts'

/** A supergraph with the digest of the texts it was made from. */
export interface ComposedSupergraph {
  readonly digest: string
  readonly sdl: string
}

export type SupergraphResult =
  | { readonly kind: 'composed'; readonly supergraph: ComposedSupergraph }
  | { readonly kind: 'failed'; readonly problems: readonly CompositionProblem[] }

/** Named in the digest, so that another composer composes anew. */
const composerName = 'federation 2.14.4'

/** Composes each set of texts once: what a check has composed a moment ago, or an earlier run of the registry, is not composed again. */
export class Composer {
  readonly #store: Store
  readonly #events: RegistryEvents
  readonly #recent = new Map<string, string>()

  constructor(store: Store, events: RegistryEvents) {
    this.#store = store
    this.#events = events
  }

  /** The supergraph of these agencies (id → SDL) with the hub's own subgraph. */
  async supergraph(catalog: Catalog, agencies: ReadonlyMap<string, string>): Promise<SupergraphResult> {
    const texts = subgraphTexts(catalog, agencies)
    const digest = createHash('sha256')
      .update(JSON.stringify([composerName, texts]))
      .digest('hex')
    const known = this.#recent.get(digest) ?? (await knownSupergraph(this.#store, digest))
    if (known !== undefined) return { kind: 'composed', supergraph: { digest, sdl: known } }
    const startedMs = performance.now()
    const result = await composeInChild(texts)
    if (result.kind === 'failed') return result
    this.#remember(digest, result.supergraph)
    this.#events.composed(agencies.size, Math.round(performance.now() - startedMs))
    return { kind: 'composed', supergraph: { digest, sdl: result.supergraph } }
  }

  #remember(digest: string, sdl: string): void {
    const oldest = this.#recent.keys().next()
    if (this.#recent.size >= supergraphsRemembered && oldest.done === false) this.#recent.delete(oldest.value)
    this.#recent.set(digest, sdl)
  }
}

function subgraphTexts(catalog: Catalog, agencies: ReadonlyMap<string, string>): readonly SubgraphText[] {
  const sorted = [...agencies].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const hub = {
    name: 'hub',
    sdl: hubSubgraphSdl(
      catalog,
      sorted.map(([id]) => id),
    ),
  }
  return [hub, ...sorted.map(([name, sdl]) => ({ name, sdl }))]
}
