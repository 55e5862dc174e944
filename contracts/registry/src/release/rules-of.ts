/** What follows from a state and is asked again and again: the catalog in force, read; who owns a client. Derived once a state. */
import type { Consumer, ConsumerClient } from '@xinqiao/contracts'
import { type Catalog, readCatalog } from '@xinqiao/schema'
import { versionInForce } from '../catalogs/life-cycle.ts'
import type { RegistryState } from '../state.ts'

/** A client with the consumer it belongs to. */
export interface KnownClient {
  readonly client: ConsumerClient
  readonly consumer: Consumer
}

export interface Rules {
  /** The catalog in force; `null` until one is approved (REG-11.2). */
  readonly catalog: Catalog | null
  readonly clients: ReadonlyMap<string, KnownClient>
}

const derived = new WeakMap<RegistryState, Rules>()
const readBefore = new WeakMap<object, Catalog>()

/** Derives the rules of a state, or gives those derived before. */
export function rulesOf(state: RegistryState): Rules {
  const known = derived.get(state)
  if (known !== undefined) return known
  const rules: Rules = {
    catalog: catalogOf(versionInForce(state.catalogs)?.document),
    clients: new Map(
      [...state.consumers.values()].flatMap((consumer) =>
        consumer.clients.map((client) => [client.id, { client, consumer }] as const),
      ),
    ),
  }
  derived.set(state, rules)
  return rules
}

function catalogOf(document: unknown): Catalog | null {
  if (typeof document !== 'object' || document === null) return null
  const known = readBefore.get(document)
  if (known !== undefined) return known
  const catalog = readCatalog(document, 'catalog in force')
  readBefore.set(document, catalog)
  return catalog
}
