/** Resolvers of the courts: every item by the mechanical names of the graph. */
import { itemResolvers, type ResolverMaker } from '@xinqiao/subgraph-kit'

export const courtsResolvers: ResolverMaker = (catalog) => itemResolvers('court', catalog)
