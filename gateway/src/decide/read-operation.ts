/** Text → one valid operation: bytes, tokens, size, validation, in this order, each before the dearer next (trust.md §8). */
import { createHash } from 'node:crypto'
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
  visit,
} from 'graphql'
import type { RequestError } from '../refused.ts'
import { bracketsFit } from './bracket-depth.ts'
import { fieldConflict, TooMuchMerging } from './field-merging.ts'
import { requestMessage } from './graphql-messages.ts'
import { bracketDepthMax, documentBytesMax, documentTokensMax, messagesMax } from './limits.ts'
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

/** The standard rules but for the merging of fields, which we read in one pass ourselves. */
const rules: readonly ValidationRule[] = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule)
const rulesWithoutIntrospection: readonly ValidationRule[] = [...rules, NoSchemaIntrospectionCustomRule]

/** Parses, measures and validates one document against the schema every caller may name. */
export function readOperation(
  text: string,
  operationName: string | null,
  schema: GraphQLSchema,
  introspection: boolean,
): ReadOperation | Unreadable {
  if (Buffer.byteLength(text) > documentBytesMax || !bracketsFit(text, bracketDepthMax)) return tooLarge
  const document = parseBounded(text)
  if (document instanceof GraphQLError)
    return document.message.endsWith('Parsing aborted.') ? tooLarge : unreadable('GRAPHQL_PARSE_FAILED', [document])
  const operation = pickOperation(document, operationName)
  if (operation === undefined) return unreadable('BAD_USER_INPUT', [])
  if (!withinLimits(document)) return tooLarge
  const found = findErrors(schema, document, introspection)
  if (found === 'too_large') return tooLarge
  return found.length === 0 ? { kind: 'read', document, operation } : unreadable('GRAPHQL_VALIDATION_FAILED', found)
}

function findErrors(
  schema: GraphQLSchema,
  document: DocumentNode,
  introspection: boolean,
): readonly GraphQLError[] | 'too_large' {
  const hubName = reservedName(document)
  if (hubName !== null) return [hubName]
  const options = { maxErrors: messagesMax, hideSuggestions: true }
  const found = validate(schema, document, introspection ? rules : rulesWithoutIntrospection, options)
  if (found.length > 0) return found.slice(0, messagesMax)
  try {
    const conflict = fieldConflict(schema, document)
    return conflict === null ? [] : [conflict]
  } catch (thrown) {
    if (thrown instanceof TooMuchMerging) return 'too_large'
    throw thrown
  }
}

function parseBounded(text: string): DocumentNode | GraphQLError {
  try {
    return parse(text, { maxTokens: documentTokensMax })
  } catch (thrown) {
    if (thrown instanceof GraphQLError) return thrown
    throw thrown
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

function unreadable(
  code: Exclude<Unreadable['code'], 'OPERATION_TOO_LARGE'>,
  found: readonly GraphQLError[],
): Unreadable {
  const errors = found.map((error) => {
    const message = requestMessage(code, error.message)
    const locations = (error.locations ?? []).map(({ line, column }) => ({ line, column }))
    return locations.length === 0 ? { code, message } : { code, message, locations }
  })
  return { kind: 'unreadable', code, errors }
}

const tooLarge: Unreadable = Object.freeze({ kind: 'unreadable', code: 'OPERATION_TOO_LARGE', errors: [] })
