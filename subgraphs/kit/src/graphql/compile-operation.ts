/**
 * Compiled execution: an operation of the hub's form, `_entities` over subjects and records with the kit's own resolvers, becomes
 * functions that write its answer from rows. It gives byte for byte what graphql-js gives, or `NotTaken`, and then graphql-js runs:
 * every error, and every form it does not know, is answered there alone.
 */
import type { Catalog } from '@xinqiao/schema'
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql'
import { collectFields } from './collect-fields.ts'
import { type ReadVariables, variableReader } from './fast-variables.ts'
import { knownResolver } from './known-resolvers.ts'
import { type RecordParts, recordWriter, type WriteRecord } from './write-record.ts'
import { type SubjectWriter, subjectWriter } from './write-subject.ts'
import { NotTaken, refuse } from './write-value.ts'

/** How representations of one type are answered. */
export type EntityWriter =
  | { readonly kind: 'subject'; readonly subject: SubjectWriter }
  | { readonly kind: 'record'; readonly item: string; readonly write: WriteRecord }

export interface CompiledOperation {
  readonly readVariables: ReadVariables
  /** Variable of the representations. */
  readonly list: string
  /** The answer's text before and after the entities. */
  readonly before: string
  readonly after: string
  /** Writer of a type, compiled when it is asked for first. @throws NotTaken */
  entity(typename: string): EntityWriter
}

/** Compiles a validated document; `null` for a form that graphql-js has to run. */
export function compileOperation(
  document: DocumentNode,
  schema: GraphQLSchema,
  catalog: Catalog,
): CompiledOperation | null {
  return orNull(() => compile(document, schema, catalog))
}

function compile(document: DocumentNode, schema: GraphQLSchema, catalog: Catalog): CompiledOperation {
  refuseDirectives(document)
  const { operation, fragments } = partsOf(document)
  const parts: RecordParts = { schema, fragments, catalog }
  const query = schema.getQueryType() ?? refuse()
  const [entry, ...others] = collectFields(parts, query, [operation.selectionSet])
  if (entry === undefined || others.length > 0) return refuse()
  const [key, nodes] = entry
  const list = listVariable(nodes[0])
  const writers = new Map<string, EntityWriter | null>()
  return {
    readVariables: variableReader(operation.variableDefinitions ?? [], list, schema),
    list,
    before: `{"data":{${JSON.stringify(key)}:[`,
    after: ']}}',
    entity: (typename) => {
      let writer = writers.get(typename)
      if (writer === undefined) {
        writer = orNull(() => entityWriter(typename, nodes, parts))
        // A representation may name anything; only types of the schema take room.
        if (schema.getType(typename) !== undefined) writers.set(typename, writer)
      }
      return writer ?? refuse()
    },
  }
}

function entityWriter(typename: string, nodes: readonly FieldNode[], parts: RecordParts): EntityWriter {
  const type = parts.schema.getType(typename)
  if (!isObjectType(type)) return refuse()
  const resolver = knownResolver(referenceResolver(type))
  if (resolver?.kind === 'subject') return { kind: 'subject', subject: subjectWriter(type, resolver.key, nodes, parts) }
  if (resolver?.kind === 'record')
    return { kind: 'record', item: resolver.item.id, write: recordWriter(type, resolver.item, nodes, parts) }
  return refuse()
}

function orNull<Result>(make: () => Result): Result | null {
  try {
    return make()
  } catch (error) {
    if (error instanceof NotTaken) return null
    throw error
  }
}

/** Where @apollo/subgraph keeps a type's `__resolveReference`. */
function referenceResolver({ extensions }: GraphQLObjectType): unknown {
  const apollo: { readonly subgraph?: { readonly resolveReference?: unknown } } = extensions['apollo'] ?? {}
  return apollo.subgraph?.resolveReference
}

/** `_entities(representations: $list)`, and nothing else at the root. */
function listVariable({ name, arguments: given = [] }: FieldNode): string {
  const [argument] = given
  if (name.value !== '_entities' || argument?.value.kind !== Kind.VARIABLE) return refuse()
  return argument.value.name.value
}

function partsOf({ definitions }: DocumentNode): {
  readonly operation: OperationDefinitionNode
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
} {
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION) ?? refuse()
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  return { operation, fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])) }
}

/** Conditions would make an answer's form depend on variables; the hub evaluates them before it asks. */
function refuseDirectives(document: DocumentNode): void {
  visit(document, { Directive: () => refuse() })
}
