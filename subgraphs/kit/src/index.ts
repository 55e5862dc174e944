/** What every agency's subgraph is made of. */
export { type AgencyConfig, type AgencyKeys, type KeyJwk, readAgencyConfig } from './config.ts'
export type { CreditRecord } from './credit-record.ts'
export type { HubCall } from './door/hub-call.ts'
export type { SignedDoor } from './door/signed-door.ts'
export { GatewayCallRefused, type KitCode, KitError } from './errors.ts'
export type { KitEvents } from './events.ts'
export { itemResolvers, type OperationContext, type SubgraphResolvers } from './graphql/item-resolvers.ts'
export type { PagePosition, PageQuestion, RecordSource } from './record-source.ts'
export { runProcess } from './run-process.ts'
export type { RouteAdder } from './server-parts.ts'
export {
  type Agency,
  type ResolverMaker,
  type RunningSubgraph,
  type SubgraphParts,
  startSubgraph,
} from './start-subgraph.ts'
export { recordTableRights, type TablePlan } from './store/migrate.ts'
export type { Store } from './store/open-store.ts'
export { recordTables } from './store/record-tables.ts'
export type { KitTables } from './store/tables.ts'
