/** Types of a supergraph document with what its join and context directives say of them. */
import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql'

/** What the directives are called in the document. */
export interface JoinNames {
  readonly field: string
  readonly type: string
  readonly context: string
}

export interface SupergraphField {
  /** Name of the type without lists and non-nulls. */
  readonly type: string
  /** Selections that subgraphs need before they can compute it. */
  readonly requires: readonly string[]
  /** Selections on an object above, filled into arguments. */
  readonly contexts: readonly { readonly context: string; readonly selection: string }[]
}

export interface SupergraphType {
  readonly interfaces: readonly string[]
  readonly fields: ReadonlyMap<string, SupergraphField>
  readonly keys: readonly string[]
  readonly contexts: readonly string[]
}

/** Objects, interfaces and unions (a union bears contexts but has no field of its own). */
export function readTypes(document: DocumentNode, names: JoinNames): ReadonlyMap<string, SupergraphType> {
  const types = new Map<string, SupergraphType>()
  for (const definition of document.definitions) {
    const isUnion = definition.kind === Kind.UNION_TYPE_DEFINITION
    const hasFields =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    if (!isUnion && !hasFields) continue
    types.set(definition.name.value, {
      interfaces: hasFields ? (definition.interfaces ?? []).map(({ name }) => name.value) : [],
      fields: new Map(
        hasFields ? (definition.fields ?? []).map((field) => [field.name.value, fieldOf(field, names)]) : [],
      ),
      keys: texts(definition.directives, names.type, 'key'),
      contexts: texts(definition.directives, names.context, 'name'),
    })
  }
  return types
}

/** Text of a field set, with or without its braces. */
export function parseSelection(text: string): SelectionSetNode {
  const [definition] = parse(`{ ... { ${text.trim().replace(/^\{(.*)\}$/su, '$1')} } }`, {
    noLocation: true,
  }).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('expected a selection of fields')
  return definition.selectionSet
}

function fieldOf({ type, directives }: FieldDefinitionNode, names: JoinNames): SupergraphField {
  return {
    type: namedType(type),
    requires: texts(directives, names.field, 'requires'),
    contexts: applications(directives, names.field).flatMap((one) => {
      const list = argument(one, 'contextArguments')
      return list?.kind === Kind.LIST ? list.values.map(contextOf) : []
    }),
  }
}

function contextOf(value: ConstValueNode): { readonly context: string; readonly selection: string } {
  const member = (name: string): string => {
    const found = value.kind === Kind.OBJECT ? value.fields.find((one) => one.name.value === name)?.value : undefined
    if (found?.kind !== Kind.STRING) throw new Error('expected a context with its selection')
    return found.value
  }
  return { context: member('context'), selection: member('selection') }
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}

type Directives = readonly ConstDirectiveNode[] | undefined

function applications(directives: Directives, name: string): readonly ConstDirectiveNode[] {
  return (directives ?? []).filter((one) => one.name.value === name)
}

function texts(directives: Directives, name: string, of: string): readonly string[] {
  return applications(directives, name).flatMap((one) => {
    const value = argument(one, of)
    return value?.kind === Kind.STRING ? [value.value] : []
  })
}

function argument(directive: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return directive.arguments?.find((one) => one.name.value === name)?.value
}
