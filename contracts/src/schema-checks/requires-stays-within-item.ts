/** GUI-14b: a `@requires` or `@key` reads no item that the reading field's own item does not cover, however far it reaches. */
import { GraphQLError, Kind, parse, type SelectionSetNode } from 'graphql'
import { type CheckedField, type CheckedSchema, type CheckedType, itemUnder } from './read-schema.ts'
import { finding, type SchemaCheck } from './schema-finding.ts'

export const requiresStaysWithinItem: SchemaCheck = ({ schema, running }) => {
  const schemas = [schema, ...running.values()]
  return [...schema.types.values()].flatMap((type) => [
    ...type.keys
      .filter((key) => readsMore(key, type, type.item, schemas))
      .map(() => finding('REQUIRES_WIDENS', type.name, { item: type.item })),
    ...type.fields
      .filter((field) => field.requires.some((text) => readsMore(text, type, itemUnder(type, field), schemas)))
      .map((field) => finding('REQUIRES_WIDENS', field.coordinate, { item: itemUnder(type, field) })),
  ])
}

/** What cannot be read, or asks with arguments, counts as reading more: the planner would answer it wrongly. */
function readsMore(
  text: string,
  type: CheckedType,
  item: string | undefined,
  schemas: readonly CheckedSchema[],
): boolean {
  const selection = selectionOf(text)
  if (selection === undefined) return true
  const reached = new Set<string>()
  return !collect(selection, type.name, schemas, reached, new Set()) || [...reached].some((one) => one !== item)
}

/** Items of every field a selection reads, and of those that these in turn require. `false`: it cannot be followed. */
function collect(
  selection: SelectionSetNode,
  typeName: string,
  schemas: readonly CheckedSchema[],
  reached: Set<string>,
  seen: Set<string>,
): boolean {
  return selection.selections.every((one) => {
    if (one.kind === Kind.FRAGMENT_SPREAD) return false
    if (one.kind === Kind.INLINE_FRAGMENT) {
      return collect(one.selectionSet, one.typeCondition?.name.value ?? typeName, schemas, reached, seen)
    }
    if (one.name.value === '__typename') return true
    if ((one.arguments ?? []).length > 0) return false
    const found = declarations(typeName, one.name.value, schemas)
    const answer = found[0]?.field.type
    if (answer === undefined) return false
    for (const { type, field } of found) {
      const item = itemUnder(type, field)
      if (item !== undefined) reached.add(item)
    }
    return (
      found.every(({ type, field }) => followRequires(type, field, schemas, reached, seen)) &&
      (one.selectionSet === undefined || collect(one.selectionSet, answer, schemas, reached, seen))
    )
  })
}

function followRequires(
  type: CheckedType,
  field: CheckedField,
  schemas: readonly CheckedSchema[],
  reached: Set<string>,
  seen: Set<string>,
): boolean {
  return field.requires.every((text) => {
    const step = `${field.coordinate} ${text}`
    if (seen.has(step)) return true
    seen.add(step)
    const selection = selectionOf(text)
    return selection !== undefined && collect(selection, type.name, schemas, reached, seen)
  })
}

function declarations(
  typeName: string,
  fieldName: string,
  schemas: readonly CheckedSchema[],
): readonly { readonly type: CheckedType; readonly field: CheckedField }[] {
  return schemas.flatMap(({ types }) => {
    const type = types.get(typeName)
    const field = type?.fields.find(({ name }) => name === fieldName)
    return type === undefined || field === undefined ? [] : [{ type, field }]
  })
}

function selectionOf(text: string): SelectionSetNode | undefined {
  try {
    const definition = parse(`{ ${text} }`, { maxTokens: 1_000 }).definitions[0]
    return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined
  } catch (error) {
    if (error instanceof GraphQLError) return undefined
    throw error
  }
}
