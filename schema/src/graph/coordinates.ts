/** Coordinates of a schema → catalog item or technical mark, read by the identity of the directives, not by their names. */
import { type ConstDirectiveNode, type DefinitionNode, type DocumentNode, Kind, parse } from 'graphql'
import type { ItemId } from '../catalog/catalog-item.ts'
import { linkedName } from './linked-name.ts'
import { policyIdentity } from './shared-sdl.ts'

/** Who a technical field is for; `self`: a verified subject, about itself; `hub`: in no caller's view. */
export type Audience = 'public' | 'self' | 'hub'

export interface CoordinateMap {
  /** Item of `Type.field` (its own mark, else its type's) or of `Type`. */
  item(coordinate: string): ItemId | undefined
  /** Technical mark of `Type.field` (its own, else its type's) or of `Type`. */
  technical(coordinate: string): Audience | undefined
  /** Fields that carry neither: a schema that has any is refused (REG-11.1). */
  readonly untagged: readonly string[]
}

interface Mark {
  readonly item?: ItemId
  readonly technical?: Audience
}

interface MarkNames {
  readonly item: string
  readonly technical: string
}

/**
 * Reads the SDL of a subgraph or a supergraph.
 * @throws GraphQLError for text that is no SDL
 */
export function coordinatesOf(sdl: string): CoordinateMap {
  const document = parse(sdl, { noLocation: true })
  const names = markNames(document)
  const types = document.definitions.flatMap((one) => (hasMarks(one) ? [one] : []))
  const marks = new Map<string, Mark>()
  for (const type of types)
    marks.set(type.name.value, { ...marks.get(type.name.value), ...markOf(type.directives, names) })
  const untagged: string[] = []
  for (const type of types)
    for (const field of fieldsOf(type)) {
      const coordinate = `${type.name.value}.${field.name.value}`
      const own = markOf(field.directives, names)
      const mark = isMarked(own) ? own : (marks.get(type.name.value) ?? {})
      marks.set(coordinate, mark)
      if (!isMarked(mark)) untagged.push(coordinate)
    }
  return {
    item: (coordinate) => marks.get(coordinate)?.item,
    technical: (coordinate) => marks.get(coordinate)?.technical,
    untagged,
  }
}

function markNames(document: DocumentNode): MarkNames {
  return {
    item: linkedName(document, policyIdentity, 'item'),
    technical: linkedName(document, policyIdentity, 'technical'),
  }
}

type MarkedDefinition = Extract<
  DefinitionNode,
  { readonly directives?: readonly ConstDirectiveNode[] | undefined; readonly name: object }
>

function hasMarks(definition: DefinitionNode): definition is MarkedDefinition {
  return 'directives' in definition && 'name' in definition && definition.name !== undefined
}

interface MarkedField {
  readonly name: { readonly value: string }
  readonly directives?: readonly ConstDirectiveNode[] | undefined
}

const kindsWithFields: ReadonlySet<Kind> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
])

function fieldsOf(type: MarkedDefinition): readonly MarkedField[] {
  return kindsWithFields.has(type.kind) && 'fields' in type ? (type.fields ?? []) : []
}

function isMarked({ item, technical }: Mark): boolean {
  return item !== undefined || technical !== undefined
}

function markOf(directives: readonly ConstDirectiveNode[] | undefined, names: MarkNames): Mark {
  let mark: Mark = {}
  for (const { name, arguments: given } of directives ?? []) {
    const [first] = given ?? []
    const text = first?.value.kind === Kind.STRING ? first.value.value : undefined
    if (name.value === names.item && text !== undefined) mark = { ...mark, item: text }
    // An audience that is not known is the narrowest one.
    if (name.value === names.technical) mark = { ...mark, technical: audienceOf(text ?? 'public') }
  }
  return mark
}

function audienceOf(text: string): Audience {
  return text === 'public' || text === 'self' ? text : 'hub'
}
