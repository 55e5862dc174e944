/** What of a schema's document Query and Mutation reach; the rest tells a caller of things it cannot ask. */
import { type DefinitionNode, type DocumentNode, type InputValueDefinitionNode, Kind } from 'graphql'
import { namedType } from './type-nodes.ts'

/** Implementations of a reached interface, members of a reached union, inputs of reached fields and of every directive. */
export function reachable(document: DocumentNode): DocumentNode {
  const byName = new Map<string, DefinitionNode>()
  const implementations = new Map<string, string[]>()
  const waiting = ['Query', 'Mutation']
  for (const one of document.definitions) {
    if (one.kind === Kind.DIRECTIVE_DEFINITION) waiting.push(...inputs(one.arguments))
    else if ('name' in one && one.name !== undefined) byName.set(one.name.value, one)
    if (one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.INTERFACE_TYPE_DEFINITION)
      for (const { name } of one.interfaces ?? [])
        implementations.set(name.value, [...(implementations.get(name.value) ?? []), one.name.value])
  }
  const reached = new Set<string>()
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const definition = byName.get(name)
    if (definition === undefined || reached.has(name)) continue
    reached.add(name)
    waiting.push(...namesBelow(definition), ...(implementations.get(name) ?? []))
  }
  return { ...document, definitions: document.definitions.filter((one) => isReached(one, reached)) }
}

function isReached(one: DefinitionNode, reached: ReadonlySet<string>): boolean {
  if (!('name' in one) || one.name === undefined || one.kind === Kind.DIRECTIVE_DEFINITION) return true
  return reached.has(one.name.value)
}

function namesBelow(definition: DefinitionNode): readonly string[] {
  if (definition.kind === Kind.UNION_TYPE_DEFINITION) return (definition.types ?? []).map(({ name }) => name.value)
  if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) return inputs(definition.fields)
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return []
  return [
    ...(definition.interfaces ?? []).map(({ name }) => name.value),
    ...(definition.fields ?? []).flatMap((field) => [namedType(field.type), ...inputs(field.arguments)]),
  ]
}

function inputs(values: readonly InputValueDefinitionNode[] | undefined): readonly string[] {
  return (values ?? []).map(({ type }) => namedType(type))
}
