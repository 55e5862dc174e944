/** Resolvers the kit knows from inside: an operation made of these alone is compiled, everything else runs through graphql-js. */
import type { CatalogItem } from '@xinqiao/schema'

/** What a resolver of the kit does; the compiler does the same in fewer steps. */
export type KnownResolver =
  /** `__resolveReference` of a subject type: its key is its member `key`. */
  | { readonly kind: 'subject'; readonly key: string }
  /** A subject's provider object: everything of it lies below. */
  | { readonly kind: 'provider' }
  /** A page, or the current record, of one item of the subject. */
  | { readonly kind: 'place'; readonly item: CatalogItem }
  /** `__resolveReference` of a record type: the record of this id, if the call names the item. */
  | { readonly kind: 'record'; readonly item: CatalogItem }

const known = new WeakMap<object, KnownResolver>()

/** Marks a resolver; gives it back. */
export function knownAs<Resolver extends object>(what: KnownResolver, resolver: Resolver): Resolver {
  known.set(resolver, what)
  return resolver
}

/** What a resolver is, or undefined for one that an agency wrote itself. */
export function knownResolver(resolver: unknown): KnownResolver | undefined {
  return typeof resolver === 'function' ? known.get(resolver) : undefined
}
