/** Resolvers of local financial regulation: every item by the mechanical names of the graph. */
import { itemResolvers, type ResolverMaker } from '@xinqiao/subgraph-kit'

export const financeResolvers: ResolverMaker = (catalog) => itemResolvers('fin', catalog)
