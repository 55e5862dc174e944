/**
 * The hub's own response names: one for each call of a document, so that no caller's name reaches an agency and two of the
 * caller's names for one call are asked once. A field without arguments keeps its name; calls with arguments are numbered,
 * and so is what the planner may add with arguments of its own.
 * Where types that exclude each other give fields of one name another shape, the caller's names, which are valid beside each
 * other, decide how many names there are.
 */
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { AddedNames } from './added-names.ts'
import { callText } from './value-text.ts'

interface Call {
  readonly name: string
  /** Nodes by the caller's name. */
  readonly byResponse: Map<string, FieldNode[]>
  readonly shapes: Set<string>
  readonly hasArguments: boolean
}

/** The hub's name of every field node of a valid document. */
export function plannedNames(
  schema: GraphQLSchema,
  document: DocumentNode,
  { taken, called }: AddedNames,
): (node: FieldNode) => string {
  const calls = collectCalls(schema, document)
  const names = new Map<FieldNode, string>()
  let next = 0
  const numbered = (name: string): string => {
    for (;;) {
      const made = `${name}_${next}`
      next += 1
      if (!taken.has(made)) return made
    }
  }
  for (const { name, byResponse, shapes, hasArguments } of calls.values()) {
    const isOne = shapes.size <= 1
    const shared = isOne ? (hasArguments || called.has(name) ? numbered(name) : name) : null
    for (const nodes of byResponse.values()) {
      const own = shared ?? numbered(name)
      for (const node of nodes) names.set(node, own)
    }
  }
  return (node) => names.get(node) ?? node.name.value
}

function collectCalls(schema: GraphQLSchema, document: DocumentNode): ReadonlyMap<string, Call> {
  const calls = new Map<string, Call>()
  const types = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const type = types.getType()
        const identity = callText(node)
        const call: Call = calls.get(identity) ?? {
          name: node.name.value,
          byResponse: new Map(),
          shapes: new Set(),
          hasArguments: (node.arguments ?? []).length > 0,
        }
        calls.set(identity, call)
        const response = node.alias?.value ?? node.name.value
        const nodes = call.byResponse.get(response)
        if (nodes === undefined) call.byResponse.set(response, [node])
        else nodes.push(node)
        if (type != null) call.shapes.add(outputShape(type))
      },
    }),
  )
  return calls
}

/** What must be equal for two fields to stand under one name: lists, nulls, and the type of a leaf. */
export function outputShape(type: GraphQLOutputType): string {
  if (isNonNullType(type)) return `${outputShape(type.ofType)}!`
  if (isListType(type)) return `[${outputShape(type.ofType as GraphQLOutputType)}]`
  const named = getNamedType(type)
  return isLeafType(named) ? named.name : '{}'
}
