/** Resolvers of tourism and culture: every item by the mechanical names of the graph. */
import { itemResolvers, type ResolverMaker } from '@xinqiao/subgraph-kit'

export const tourismResolvers: ResolverMaker = (catalog) => itemResolvers('tour', catalog)
