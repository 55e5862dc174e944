/** Operations of the hub: parsed, validated, judged and compiled once a text, then run against the agency's schema. */
import { buildSubgraphSchema } from '@apollo/subgraph'
import { type Catalog, type CoordinateMap, coordinatesOf, type ItemId } from '@xinqiao/schema'
import { type DocumentNode, execute, GraphQLError, type GraphQLSchema, Kind, parse, validate } from 'graphql'
import { KitError } from '../errors.ts'
import { documentCharactersKept, documentsKept, documentTokensMax, representationsMax } from '../limits.ts'
import type { RecordSource } from '../record-source.ts'
import { type CompiledOperation, compileOperation } from './compile-operation.ts'
import { operationItems } from './hub-fields.ts'
import type { OperationContext, SubgraphResolvers } from './item-resolvers.ts'
import { operationCache } from './operation-cache.ts'
import { recordLoader } from './record-loader.ts'
import { type OperationCall, runCompiled, SourceFailure } from './run-compiled.ts'

/** An operation text that may run for calls that name its items. */
export interface ReadOperation {
  readonly document: DocumentNode
  readonly items: ReadonlySet<ItemId>
  /** `null` where graphql-js runs it. */
  readonly compiled: CompiledOperation | null
}

export interface Operations {
  /** @throws KitError `GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `ITEM_NOT_IN_CONTRACT` for a field without item or mark. */
  read(text: string): ReadOperation
  /** Runs it and gives the answer as JSON; errors leave as code and path, never with the text of a database or a stack. */
  run(operation: ReadOperation, variables: Readonly<Record<string, unknown>>, call: OperationCall): Promise<string>
}

type ModuleResolvers = NonNullable<
  Parameters<typeof buildSubgraphSchema>[0] extends infer M ? (M extends { resolvers?: infer R } ? R : never) : never
>

/** What the operations of one agency are made of. `onFailure` hears of what is no refusal. */
export interface OperationsParts {
  readonly sdl: string
  readonly resolvers: SubgraphResolvers
  readonly catalog: Catalog
  readonly onFailure: (error: unknown) => void
}

/** Builds the schema of one agency from its SDL and resolvers. */
export function openOperations({ sdl, resolvers, catalog, onFailure }: OperationsParts): Operations {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as ModuleResolvers }])
  const coordinates = coordinatesOf(sdl)
  const known = operationCache<ReadOperation>(documentsKept, documentCharactersKept)
  const interpret = async (
    document: DocumentNode,
    variableValues: Readonly<Record<string, unknown>>,
    contextValue: OperationContext,
  ): Promise<string> => {
    const result = await execute({ schema, document, contextValue, variableValues })
    if (result.errors === undefined) return JSON.stringify(result)
    return JSON.stringify({ ...result, errors: result.errors.map((error) => toldError(error, onFailure)) })
  }
  return {
    read: (text) => {
      const found = known.get(text)
      if (found !== undefined) return found
      const judged = readOperation(text, schema, coordinates)
      const operation = { ...judged, compiled: compileOperation(judged.document, schema, catalog) }
      known.set(text, operation)
      return operation
    },
    run: async ({ document, compiled }, variables, { source, named, contract }) => {
      const { representations } = variables
      if (Array.isArray(representations) && representations.length > representationsMax)
        throw new KitError('OPERATION_TOO_LARGE', 400, `Expected at most ${representationsMax} representations.`)
      let failure: unknown
      if (compiled !== null)
        try {
          return await runCompiled(compiled, variables, { source, named })
        } catch (error) {
          failure = error
        }
      const loader = recordLoader(failingOnce(source, failure))
      return interpret(document, variables, { loader, named, contract })
    },
  }
}

/** A source that failed is not asked again by the same operation: the second way tells of the failure of the first. */
function failingOnce(source: RecordSource, failure: unknown): RecordSource {
  const failed: { pages?: Promise<never>; records?: Promise<never> } = {}
  if (failure instanceof SourceFailure) {
    failed[failure.of] = Promise.reject(failure.cause)
    failed[failure.of]?.catch(() => undefined)
  }
  return {
    pages: async (questions) =>
      failed.pages ??
      source.pages(questions).catch((error: unknown) => {
        failed.pages = Promise.reject(error)
        return failed.pages
      }),
    records: async (ids) =>
      failed.records ??
      source.records(ids).catch((error: unknown) => {
        failed.records = Promise.reject(error)
        return failed.records
      }),
  }
}

function readOperation(
  text: string,
  schema: GraphQLSchema,
  coordinates: CoordinateMap,
): Omit<ReadOperation, 'compiled'> {
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
