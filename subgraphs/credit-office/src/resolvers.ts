/** Resolvers of the office's own items, by the mechanical names of the graph. */
import { itemResolvers, type ResolverMaker } from '@xinqiao/subgraph-kit'

export const officeResolvers: ResolverMaker = (catalog) => itemResolvers('office', catalog)
