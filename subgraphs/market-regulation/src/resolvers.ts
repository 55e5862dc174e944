/** Resolvers of market regulation: every item by the mechanical names of the graph. */
import { itemResolvers, type ResolverMaker } from '@xinqiao/subgraph-kit'

export const marketRegulationResolvers: ResolverMaker = (catalog) => itemResolvers('amr', catalog)
