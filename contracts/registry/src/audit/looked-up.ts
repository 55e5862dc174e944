/** What the registry makes of a look-up: entries about others left out, logs added that no index knows yet, and the names of the bodies that looked. */
import type { FoundEntry, LookupQuestion, OriginHead } from '@xinqiao/audit-store'
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

/**
 * The entries whose own leaf names one of these pseudonyms in its month. The index alone is not believed: a row planted in it
 * would show one subject the looks at another, with their case.
 */
export function aboutAsked<Entry extends Pick<FoundEntry, 'leaf'>>(
  entries: readonly Entry[],
  { pseudonyms }: Pick<LookupQuestion, 'pseudonyms'>,
): readonly Entry[] {
  const asked = new Set(pseudonyms.map(({ month, pseudonym }) => `${month} ${pseudonym}`))
  return entries.filter(({ leaf }) => namesOf(leaf).some((name) => asked.has(name)))
}

/** A row that is no leaf at all names nobody; a check of the index finds it. */
function namesOf(leaf: string): readonly string[] {
  try {
    const { key, seen } = JSON.parse(leaf) as {
      readonly key: string
      readonly seen: readonly { readonly subj: readonly string[] }[]
    }
    return seen.flatMap(({ subj }) => subj.map((pseudonym) => `${key} ${pseudonym}`))
  } catch {
    return []
  }
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
