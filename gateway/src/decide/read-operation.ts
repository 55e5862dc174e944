/** Text → one valid operation: bytes, tokens, size, validation, in this order, each before the dearer next (trust.md §8). */
import { createHash } from 'node:crypto'
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
  visit,
} from 'graphql'
import type { RequestError } from '../refused.ts'
import { documentBytesMax, documentTokensMax, messagesMax } from './limits.ts'
import { withinLimits } from './measure-operation.ts'

export interface ReadOperation {
  readonly kind: 'read'
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
}

export interface Unreadable {
  readonly kind: 'unreadable'
  readonly code: 'GRAPHQL_PARSE_FAILED' | 'GRAPHQL_VALIDATION_FAILED' | 'BAD_USER_INPUT' | 'OPERATION_TOO_LARGE'
  readonly errors: readonly RequestError[]
}

/** SHA-256 of the document's bytes, hex. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Parses, measures and validates one document against the schema every caller may name. */
export function readOperation(
  text: string,
  operationName: string | null,
  schema: GraphQLSchema,
  introspection: boolean,
): ReadOperation | Unreadable {
  if (Buffer.byteLength(text) > documentBytesMax) return unreadable('OPERATION_TOO_LARGE', [])
  const document = parseBounded(text)
  if (document instanceof GraphQLError)
    return document.message.includes('parsing aborted')
      ? unreadable('OPERATION_TOO_LARGE', [])
      : unreadable('GRAPHQL_PARSE_FAILED', [errorOf('GRAPHQL_PARSE_FAILED', document)])
  const operation = pickOperation(document, operationName)
  if (operation === undefined) return unreadable('BAD_USER_INPUT', [])
  if (!withinLimits(document, operation)) return unreadable('OPERATION_TOO_LARGE', [])
  const hubName = reservedName(document)
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule]
  const found = hubName === null ? validate(schema, document, rules, { maxErrors: messagesMax }) : [hubName]
  if (found.length === 0) return { kind: 'read', document, operation }
  return unreadable(
    'GRAPHQL_VALIDATION_FAILED',
    found.slice(0, messagesMax).map((error) => errorOf('GRAPHQL_VALIDATION_FAILED', error)),
  )
}

function parseBounded(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text, { maxTokens: documentTokensMax })
  } catch (thrown) {
    if (thrown instanceof GraphQLError) return thrown
    // The parser recurses: a document nested beyond the stack is too large, not an accident of ours.
    return new GraphQLError('parsing aborted')
  }
}

/** The one operation, or the one named; nothing when the choice is not plain. */
function pickOperation(document: DocumentNode, name: string | null): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (name === null) return operations.length === 1 ? operations[0] : undefined
  const named = operations.filter((operation) => operation.name?.value === name)
  return named.length === 1 ? named[0] : undefined
}

/** Response names beginning `__` are the hub's own; only GraphQL's meta fields may stand under their names. */
function reservedName(document: DocumentNode): GraphQLError | null {
  let found: GraphQLError | null = null
  visit(document, {
    Field(node) {
      if (node.alias?.value.startsWith('__') === true)
        found ??= new GraphQLError('Response names beginning with "__" belong to the hub.', { nodes: node })
    },
  })
  return found
}

/** graphql-js's message without its suggestions and without a value of the caller's. */
function errorOf(code: string, error: GraphQLError): RequestError {
  const message = error.message
    .replace(/ Did you mean [^]*$/u, '')
    .replace(/,? found [^]*$/u, '.')
    .replace(/(cannot represent [^:]*|Unexpected [A-Za-z]+) ?[:"][^]*$/u, '$1.')
  const locations = (error.locations ?? []).map(({ line, column }) => ({ line, column }))
  return locations.length === 0 ? { code, message } : { code, message, locations }
}

function unreadable(code: Unreadable['code'], errors: readonly RequestError[]): Unreadable {
  return { kind: 'unreadable', code, errors }
}
