/** Resolvers of the tax service: every item by the mechanical names of the graph. */
import { itemResolvers, type ResolverMaker } from '@xinqiao/subgraph-kit'

export const taxResolvers: ResolverMaker = (catalog) => itemResolvers('tax', catalog)
