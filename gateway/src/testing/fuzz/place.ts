/** Where the writing of an operation stands. */
import type { GraphQLCompositeType } from 'graphql'
import type { AskSpec } from './cases.ts'
import type { Scope } from './response-names.ts'

/** Whom a selection is about, where that is one subject; by the variables it may be another each time. */
export interface About {
  readonly keyOf: (ask: AskSpec) => string
}

export interface Place extends Scope {
  readonly type: GraphQLCompositeType
  readonly about: About | null
}
