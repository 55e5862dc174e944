/** Resolvers of the office's own items, by the mechanical names of the graph, and of what a subject asks about itself. */
import { itemResolvers, type ResolverMaker } from '@xinqiao/subgraph-kit'
import type { OfficeAsker } from './readings/ask-registry.ts'
import { readingResolvers } from './readings/who-read-me.ts'

/** Made for one office, which asks the registry as itself. */
export function officeResolvers(asker: OfficeAsker): ResolverMaker {
  return (catalog) => ({ ...itemResolvers('office', catalog), ...readingResolvers(asker) })
}
