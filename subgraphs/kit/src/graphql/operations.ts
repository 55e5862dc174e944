/** Operations of the hub: parsed, validated and judged once a text, then run against the agency's schema. */
import { buildSubgraphSchema } from '@apollo/subgraph'
import { type CoordinateMap, coordinatesOf, type ItemId } from '@xinqiao/schema'
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  validate,
} from 'graphql'
import { KitError } from '../errors.ts'
import { documentsKept, documentTokensMax, representationsMax } from '../limits.ts'
import { operationItems } from './hub-fields.ts'
import type { OperationContext, SubgraphResolvers } from './item-resolvers.ts'

/** An operation text that may run for calls that name its items. */
export interface ReadOperation {
  readonly document: DocumentNode
  readonly items: ReadonlySet<ItemId>
}

export interface Operations {
  /** @throws KitError `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `ITEM_NOT_IN_CONTRACT` for a field without item or mark. */
  read(text: string): ReadOperation
  /** Runs it; errors leave as code and path, never with the text of a database or a stack. */
  run(
    operation: ReadOperation,
    variables: Readonly<Record<string, unknown>>,
    context: OperationContext,
  ): Promise<ExecutionResult>
}

type ModuleResolvers = NonNullable<
  Parameters<typeof buildSubgraphSchema>[0] extends infer M ? (M extends { resolvers?: infer R } ? R : never) : never
>

/** Builds the schema of one agency from its SDL and resolvers. `onFailure` hears of what is no refusal. */
export function openOperations(
  sdl: string,
  resolvers: SubgraphResolvers,
  onFailure: (error: unknown) => void,
): Operations {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as ModuleResolvers }])
  const coordinates = coordinatesOf(sdl)
  const known = new Map<string, ReadOperation>()
  return {
    read: (text) => {
      const found = known.get(text)
      if (found !== undefined) return found
      const operation = readOperation(text, schema, coordinates)
      const oldest = known.size >= documentsKept ? known.keys().next().value : undefined
      if (oldest !== undefined) known.delete(oldest)
      known.set(text, operation)
      return operation
    },
    run: async ({ document }, variables, context) => {
      const { representations } = variables
      if (Array.isArray(representations) && representations.length > representationsMax)
        throw new KitError('OPERATION_TOO_LARGE', 400, `Expected at most ${representationsMax} representations.`)
      const result = await execute({ schema, document, contextValue: context, variableValues: variables })
      if (result.errors === undefined) return result
      return { ...result, errors: result.errors.map((error) => toldError(error, onFailure)) }
    },
  }
}

function readOperation(text: string, schema: GraphQLSchema, coordinates: CoordinateMap): ReadOperation {
  const document = parsed(text)
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (operations.length !== 1 || operations[0]?.operation !== 'query')
    throw new KitError('GRAPHQL_VALIDATION_FAILED', 400, 'Expected one query.')
  if (validate(schema, document, undefined, { maxErrors: 1 }).length > 0)
    throw new KitError('GRAPHQL_VALIDATION_FAILED', 400, 'The operation does not fit this subgraph’s schema.')
  const { items, unmarked } = operationItems(document, schema, coordinates)
  if (unmarked)
    throw new KitError('ITEM_NOT_IN_CONTRACT', 403, 'A field belongs to no catalog item and is not technical.')
  return { document, items }
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: documentTokensMax, noLocation: true })
  } catch (cause) {
    throw new KitError('GRAPHQL_PARSE_FAILED', 400, 'The operation is not GraphQL.', { cause })
  }
}

function toldError(error: GraphQLError, onFailure: (error: unknown) => void): GraphQLError {
  const cause = error.originalError
  const code = cause instanceof KitError ? cause.code : cause === undefined ? 'BAD_USER_INPUT' : 'STORE_UNAVAILABLE'
  if (cause !== undefined && !(cause instanceof KitError)) onFailure(cause)
  return new GraphQLError(cause instanceof KitError ? cause.message : 'The field could not be answered.', {
    path: error.path ?? null,
    extensions: { code },
  })
}
