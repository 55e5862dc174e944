/** The model's numbers → what each field is: who answers it, what it points to, what it takes. Every rule of composition is kept here. */
import type { FieldModel, Model, TypeModel } from './model.ts'

export interface PlannedField {
  readonly name: string
  readonly model: FieldModel
  /** Type in SDL, arguments included: `(n: Int = 1): String!`. */
  readonly declared: string
  /** Subgraphs that answer it. */
  readonly answeredIn: readonly number[]
  readonly overriddenIn: number | null
  /** Name of the entity or abstract type it points to. */
  readonly target: string | null
  /** Fields of its own object that it is computed from. */
  readonly requires: string | null
  readonly required: PlannedField | null
  /** Field of the target that its subgraph provides. */
  provides: PlannedField | null
}

export interface PlannedType {
  readonly name: string
  readonly model: TypeModel
  readonly homes: readonly number[]
  readonly fields: readonly PlannedField[]
}

export interface PlannedModel {
  readonly model: Model
  readonly types: readonly PlannedType[]
  readonly interfaceIn: number
  readonly unionIn: number
  /** Types at home where the interface is known. */
  readonly members: readonly PlannedType[]
  readonly unionMembers: readonly PlannedType[]
}

/** Plans every field of every type. */
export function planModel(model: Model): PlannedModel {
  const interfaceIn = model.interfaceIn % model.services
  const unionIn = model.unionIn % model.services
  const shapes = model.types.map((type, index) => ({ name: `T${index}`, type, homes: homesOf(type, model.services) }))
  const at = (service: number) => shapes.filter(({ homes }) => homes.includes(service))
  const abstractIn = (service: number): string | null =>
    service === unionIn && at(unionIn).length > 0
      ? 'Any'
      : service === interfaceIn && at(interfaceIn).length > 0
        ? 'Face'
        : null
  const types = shapes.map(({ name, type, homes }, index): PlannedType => {
    const fields: PlannedField[] = []
    for (const [place, one] of type.fields.entries()) {
      const planned = planField(`f${index}${place}`, one, homes, fields, shapes, abstractIn)
      if (planned !== null) fields.push(planned)
    }
    return { name, model: type, homes, fields }
  })
  const named = new Map(types.map((one) => [one.name, one]))
  for (const { fields } of types) for (const one of fields) one.provides = providedBy(one, named)
  return {
    model,
    types,
    interfaceIn,
    unionIn,
    members: types.filter(({ homes }) => homes.includes(interfaceIn)),
    unionMembers: types.filter(({ homes }) => homes.includes(unionIn)),
  }
}

function homesOf({ homes }: TypeModel, services: number): readonly number[] {
  const chosen = Array.from({ length: services }, (_, index) => index).filter((index) => (homes >> index) & 1)
  return chosen.length === 0 ? [0] : chosen
}

function planField(
  name: string,
  model: FieldModel,
  homes: readonly number[],
  before: readonly PlannedField[],
  shapes: readonly { readonly name: string }[],
  abstractIn: (service: number) => string | null,
): PlannedField | null {
  const owner = homes[model.owner % homes.length] ?? 0
  const others = homes.filter((home) => home !== owner)
  const other = (wish: number | null): number | null => (wish === null ? null : (others[wish % others.length] ?? null))
  const bang = model.isNonNull ? '!' : ''
  const plain = {
    name,
    model,
    answeredIn: [owner],
    overriddenIn: null,
    target: null,
    requires: null,
    required: null,
    provides: null,
  }
  const target = shapes[model.target % shapes.length]?.name ?? 'T0'
  switch (model.kind) {
    case 'text':
    case 'number': {
      const second = other(model.alsoIn)
      const overriddenIn = second === null ? other(model.overrides) : null
      const declared = `: ${model.kind === 'text' ? 'String' : 'Int'}${bang}`
      return { ...plain, declared, answeredIn: second === null ? [owner] : [owner, second], overriddenIn }
    }
    case 'counted':
      return { ...plain, declared: `(n: Int = 1): Int${bang}` }
    case 'one':
      return { ...plain, declared: `: ${target}${bang}`, target }
    case 'many':
      return { ...plain, declared: `: [${target}${model.target % 2 === 0 ? '!' : ''}]${bang}`, target }
    case 'abstract': {
      const abstract = abstractIn(owner)
      return abstract === null ? null : { ...plain, declared: `: [${abstract}]`, target: abstract }
    }
    case 'computed':
    case 'relation': {
      const wanted = before.filter((one) => isRequirable(one, owner, model.kind === 'relation'))
      const required = wanted[model.target % wanted.length]
      if (required === undefined) return null
      const requires = required.target === null ? required.name : `${required.name} { id }`
      return { ...plain, declared: ': String', requires, required }
    }
    default:
      return model.kind satisfies never
  }
}

/** Of another subgraph, without accidents of its own: a failed requirement has no one truth. */
function isRequirable(
  { model, answeredIn, overriddenIn, target }: PlannedField,
  owner: number,
  isRelation: boolean,
): boolean {
  const isOfKind = isRelation
    ? model.kind === 'one' && target !== null
    : ['text', 'number', 'computed'].includes(model.kind)
  return (
    isOfKind &&
    model.fails === 0 &&
    !(model.isNonNull && model.nulls !== 0) &&
    !answeredIn.includes(owner) &&
    overriddenIn !== owner
  )
}

function providedBy(
  { model, target, answeredIn }: PlannedField,
  types: ReadonlyMap<string, PlannedType>,
): PlannedField | null {
  const type = target === null ? undefined : types.get(target)
  const [owner = 0] = answeredIn
  if (model.provides === null || type === undefined) return null
  const open = type.fields.filter(
    (one) =>
      (one.model.kind === 'text' || one.model.kind === 'number') &&
      !one.answeredIn.includes(owner) &&
      one.overriddenIn === null,
  )
  return open[model.provides % open.length] ?? null
}
