/** One entry of a log as its subject is told of it: who, why, on which basis, which items; never the official (audit.md §6). */

import type { BodyNames, FoundEntry } from './look-up.ts'
import type { OpenedCase } from './opened-case.ts'

/** A `Reading` of the graph. */
export interface Reading extends OpenedCase {
  readonly at: string
  readonly body: string | null
  readonly bodyZh: string | null
  readonly bodyEn: string | null
  readonly own: boolean
  readonly way: 'query' | 'feed'
  readonly contract: string | null
  readonly purpose: string | null
  readonly basis: readonly string[]
  readonly channel: string | null
  readonly decision: string
  readonly code: string | null
  readonly items: readonly ReadItem[]
  readonly receipt: string
}

export interface ReadItem {
  readonly item: string
  readonly outcome: 'released' | 'empty' | 'refused' | 'failed'
  readonly code: string | null
}

/** What is read of a leaf; the writer let only its closed form in. */
export interface LeafFields {
  readonly at: number
  readonly kind: string
  readonly agency: string | null
  readonly contract: string | null
  readonly purpose: string | null
  readonly basis: readonly string[]
  readonly channel: string | null
  readonly decision?: string
  readonly code?: string | null
  readonly key: string
  readonly seen: readonly { readonly o: string; readonly items: readonly string[]; readonly subj: readonly string[] }[]
  readonly pc?: string | null
}

/** `pseudonym`: the subject's name in the month of the entry; what others in the same request met is not told. */
export function readingOf(
  { origin, index }: FoundEntry,
  leaf: LeafFields,
  pseudonym: string | undefined,
  opened: OpenedCase,
  bodies: BodyNames,
): Reading {
  const { agency, code = null } = leaf
  const names = agency !== null && Object.hasOwn(bodies, agency) ? bodies[agency] : undefined
  return {
    at: new Date(leaf.at).toISOString(),
    body: agency,
    bodyZh: names?.zh ?? null,
    bodyEn: names?.en ?? null,
    own: isOwn(leaf),
    way: leaf.kind === 'feed' || leaf.kind === 'delivery' ? 'feed' : 'query',
    contract: leaf.contract,
    purpose: leaf.purpose,
    basis: leaf.basis,
    channel: leaf.channel,
    decision: leaf.decision ?? 'permit',
    code,
    items: itemsOf(leaf, pseudonym),
    receipt: `${origin}/${index}`,
    ...opened,
  }
}

/** Under `self` a subject meets itself, but for the attempt of one to read another. */
function isOwn({ kind, contract, code }: LeafFields): boolean {
  if (kind === 'subject') return true
  return contract?.startsWith('self@') === true && code !== 'IDENTITY_NOT_VERIFIED'
}

function itemsOf({ seen }: LeafFields, pseudonym: string | undefined): readonly ReadItem[] {
  return seen
    .filter(({ subj }) => pseudonym !== undefined && subj.includes(pseudonym))
    .flatMap(({ o, items }) => items.map((item) => ({ item, ...outcomeOf(o) })))
    .sort((a, b) => (a.item < b.item ? -1 : 1))
}

function outcomeOf(o: string): Omit<ReadItem, 'item'> {
  if (o === 'released' || o === 'empty') return { outcome: o, code: null }
  return { outcome: o.startsWith('SUBGRAPH_') ? 'failed' : 'refused', code: o }
}
