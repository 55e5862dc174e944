/** What the routes of a subgraph are made from. */
import type { FastifyInstance } from 'fastify'
import type { CallLog } from './call-log.ts'
import type { SignedDoor } from './door/signed-door.ts'
import type { KitEvents } from './events.ts'
import type { Operations } from './graphql/operations.ts'
import type { IngestRules } from './ingest/ingest-rules.ts'
import type { RecordSource } from './record-source.ts'
import type { Store } from './store/open-store.ts'

/** Adds an agency's own endpoints to the server. */
export type RouteAdder = (app: FastifyInstance) => void

export interface ServerParts {
  readonly door: SignedDoor
  readonly events: KitEvents
  readonly operations: Operations
  readonly source: RecordSource
  readonly calls: CallLog
  readonly store: Store
  readonly rules: IngestRules
  readonly routes: RouteAdder
}
