/** What a random federation is made of, as plain numbers: fast-check shrinks it by leaving parts out and taking smaller ones. */
import fc from 'fast-check'

export type FieldKind = 'text' | 'number' | 'counted' | 'one' | 'many' | 'abstract' | 'computed' | 'relation'

export interface FieldModel {
  readonly kind: FieldKind
  /** Subgraph that answers it, one of the type's homes. */
  readonly owner: number
  /** A second one that answers it as well. */
  readonly alsoIn: number | null
  /** A home that answered it once and is overridden now. */
  readonly overrides: number | null
  readonly target: number
  /** Field of the target that comes along. */
  readonly provides: number | null
  readonly isNonNull: boolean
  /** Bits by instance: which values are null, which fail. */
  readonly nulls: number
  readonly fails: number
}

export interface TypeModel {
  /** Bits by subgraph. */
  readonly homes: number
  /** By subgraph: key `id`, both keys, key `code` alone. */
  readonly keys: readonly number[]
  readonly fields: readonly FieldModel[]
  readonly instances: number
}

export interface RootModel {
  readonly service: number
  readonly target: number
  readonly isList: boolean
  readonly isNonNull: boolean
}

export interface Model {
  readonly services: number
  readonly types: readonly TypeModel[]
  /** Subgraph that knows the interface; members are the types at home there. */
  readonly interfaceIn: number
  /** The interface is an entity, and a subgraph of its own adds fields to it. */
  readonly hasInterfaceObject: boolean
  readonly unionIn: number
  readonly roots: readonly RootModel[]
}

const small: fc.Arbitrary<number> = fc.nat({ max: 5 })
const rarely = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one, { freq: 2 })
const bits: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.nat({ max: 7 }) },
)

const field: fc.Arbitrary<FieldModel> = fc.record({
  kind: fc.constantFrom<FieldKind>('text', 'number', 'one', 'many', 'computed', 'abstract', 'counted', 'relation'),
  owner: small,
  alsoIn: rarely(small),
  overrides: rarely(small),
  target: small,
  provides: rarely(small),
  isNonNull: fc.boolean(),
  nulls: bits,
  fails: bits,
})

const type: fc.Arbitrary<TypeModel> = fc.record({
  homes: fc.integer({ min: 1, max: 15 }),
  keys: fc.array(fc.nat({ max: 2 }), { minLength: 4, maxLength: 4 }),
  fields: fc.array(field, { maxLength: 5 }),
  instances: fc.integer({ min: 1, max: 3 }),
})

/** A random federation of two to four subgraphs. */
export const models: fc.Arbitrary<Model> = fc.record({
  services: fc.integer({ min: 2, max: 4 }),
  types: fc.array(type, { minLength: 1, maxLength: 4 }),
  interfaceIn: small,
  hasInterfaceObject: fc.boolean(),
  unionIn: small,
  roots: fc.array(
    fc.record({ service: small, target: fc.nat({ max: 8 }), isList: fc.boolean(), isNonNull: fc.boolean() }),
    { minLength: 1, maxLength: 4 },
  ),
})
