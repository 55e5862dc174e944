/** What the registry adds to a look-up: logs that no index knows yet, and the names of the bodies that looked. */
import type { FoundEntry, OriginHead } from '@xinqiao/audit-store'
import type { Consumer } from '@xinqiao/contracts'

/**
 * Heads of every log whose key is registered: one that has stored nothing yet holds back all it has, and a list that left it
 * out would call itself complete (audit.md §6).
 */
export function withUnknown(heads: readonly OriginHead[], registered: Iterable<string>): readonly OriginHead[] {
  const known = new Set(heads.map(({ origin }) => origin))
  const unknown = [...registered].filter((origin) => !known.has(origin))
  const nothing = { indexed: 0, stored: 0, settled: 0, completeAt: 0, ended: false }
  return [...heads, ...unknown.map((origin) => ({ origin, ...nothing }))]
}

/** Names of the bodies that these entries are of, by their ids. */
export function bodiesOf(
  entries: readonly Pick<FoundEntry, 'leaf'>[],
  consumers: ReadonlyMap<string, Consumer>,
): Readonly<Record<string, Consumer['name']>> {
  const ids = new Set(entries.map(({ leaf }) => (JSON.parse(leaf) as { readonly agency?: unknown }).agency))
  return Object.fromEntries(
    [...ids].flatMap((id) => {
      const name = typeof id === 'string' ? consumers.get(id)?.name : undefined
      return name === undefined ? [] : [[String(id), name] as const]
    }),
  )
}
