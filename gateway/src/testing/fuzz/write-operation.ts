/** A tree of numbers → one valid operation over the hub's schema, and the variables of each asking. */
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import type { CaseWorld } from './case-world.ts'
import { type AskSpec, type CaseSpec, chosen, type Pick, type RootPick } from './cases.ts'
import { pickField } from './field-choices.ts'
import { fuzzItems } from './hub-items.ts'
import { OperationValues } from './operation-values.ts'
import type { Place } from './place.ts'
import { ResponseNames, shapeOf } from './response-names.ts'
import { writeRoot } from './write-root.ts'

export interface FuzzOperation {
  readonly text: string
  readonly variables: (ask: AskSpec) => Readonly<Record<string, unknown>>
}

/** `again`: whether a fragment may be spread at a second place, where its names may be taken. */
export function writeOperation(schema: GraphQLSchema, spec: CaseSpec, world: CaseWorld, again: boolean): FuzzOperation {
  return new OperationWriter(schema, spec, world, again).write()
}

interface Fragment {
  readonly name: string
  readonly on: string
  readonly text: string
  /** A cursor is of one subject's page. */
  readonly hasCursor: boolean
}

class OperationWriter {
  readonly spec: CaseSpec
  readonly world: CaseWorld
  readonly values: OperationValues
  readonly #schema: GraphQLSchema
  readonly #names: ResponseNames = new ResponseNames()
  readonly #fragments: Fragment[] = []
  readonly #isAgain: boolean

  constructor(schema: GraphQLSchema, spec: CaseSpec, world: CaseWorld, again: boolean) {
    this.#schema = schema
    this.spec = spec
    this.world = world
    this.values = new OperationValues(world)
    this.#isAgain = again
  }

  write(): FuzzOperation {
    const roots = this.spec.roots.map((root) => this.#root(root))
    const body = `{ ${roots.join(' ')} }`
    const fragments = this.#fragments.map(({ name, on, text }) => `fragment ${name} on ${on} { ${text} }`)
    const text = [`query Asked${this.values.declarations} ${body}`, ...fragments].join('\n')
    return { text, variables: (ask) => this.values.of(ask) }
  }

  #root(pick: RootPick): string {
    const query = this.#schema.getQueryType()
    if (query === null || query === undefined) throw new Error('no query type')
    const place: Place = { path: '', types: [query.name], type: query, about: null }
    if (pick.what === 63) return this.#typename(place, pick.name, this.#condition(pick))
    const { name, args, about } = writeRoot(this, pick)
    const definition = query.getFields()[name]
    if (definition === undefined) throw new Error(`no root field ${name}`)
    return this.#field({ ...place, about }, definition, `(${args})`, pick)
  }

  /** `{ … }`; an empty list of picks asks for the type's name. */
  #set(place: Place, picks: readonly Pick[]): string {
    const parts = picks.map((pick) => this.#selection(place, pick))
    return `{ ${parts.length === 0 ? this.#typename(place, 0, '') : parts.join(' ')} }`
  }

  /** A field by its definition, written with its arguments already. */
  #field(place: Place, definition: GraphQLField<unknown, unknown>, args: string, pick: Pick): string {
    const call = `${definition.name}${args}`
    const name = this.#names.take(place, call, definition.name, shapeOf(definition.type), pick.name)
    const named = getNamedType(definition.type)
    const head = `${name === definition.name ? '' : `${name}: `}${call}${this.#condition(pick)}`
    if (!isCompositeType(named)) return head
    const types = [...place.types, isObjectType(named) ? named.name : '']
    const below: Place = { path: `${place.path}.${name}`, types, type: named, about: place.about }
    return `${head} ${this.#set(below, pick.below)}`
  }

  #selection(place: Place, pick: Pick): string {
    const { type } = place
    const isRecords = isInterfaceType(type)
    // On the interface itself there is little to ask for; most of it lies in the types' own fragments.
    const form = isRecords && pick.form < 9 ? pick.form + 7 : pick.form
    if (form < 10) return this.#plain(place, pick)
    if (form === 10) return `...${this.#condition(pick)} { ${this.#plain(place, pick)} }`
    if (form === 13) return this.#spreadAgain(place, pick)
    const inner = chosen(this.#fitting(type), pick.args)
    const narrowed = this.#narrowed(place, inner)
    const text = form === 14 ? this.#nested(narrowed, pick) : this.#plain(narrowed, pick)
    if (form !== 12) return `... on ${inner.name}${this.#condition(pick)} { ${text} }`
    const name = `F${this.#fragments.length}`
    const spreads = this.#fragments.some((one) => one.hasCursor && text.includes(`...${one.name}`))
    this.#fragments.push({ name, on: inner.name, text, hasCursor: spreads || text.includes('$cursor') })
    return `...${name}${this.#condition(pick)}`
  }

  /** A fragment within a fragment, back on the interface or on the type once more. */
  #nested(place: Place, pick: Pick): string {
    const inner = chosen(this.#fitting(place.type), pick.what)
    return `... on ${inner.name} { ${this.#plain(this.#narrowed(place, inner), pick)} }`
  }

  #spreadAgain(place: Place, pick: Pick): string {
    const fitting = this.#fragments.filter(
      ({ on, hasCursor }) => !hasCursor && this.#fitting(place.type).some(({ name }) => name === on),
    )
    if (!this.#isAgain || fitting.length === 0) return this.#plain(place, pick)
    return `...${chosen(fitting, pick.what).name}`
  }

  #plain(place: Place, pick: Pick): string {
    const definition = pickField(this.spec, place.type, pick.what)
    if (definition === null) return this.#typename(place, pick.name, this.#condition(pick))
    return this.#field(place, definition, this.values.pageArguments(place, definition, pick.args), pick)
  }

  #typename(place: Place, wanted: number, condition: string): string {
    const name = this.#names.take(place, '__typename', '__typename', 'String!', wanted)
    return `${name === '__typename' ? '' : `${name}: `}__typename${condition}`
  }

  #narrowed(place: Place, type: GraphQLCompositeType): Place {
    const types = [...place.types.slice(0, -1), isObjectType(type) ? type.name : '']
    return { ...place, type, types }
  }

  /** Types a fragment here may name: the type itself, its interfaces, the record types the case is about. */
  #fitting(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    if (isObjectType(type)) return [type, ...type.getInterfaces()]
    const types = this.spec.focus.flatMap((pick) => {
      const one = this.#schema.getType(chosen(fuzzItems, pick).type)
      return isObjectType(one) ? [one] : []
    })
    return [...types, ...types, type]
  }

  #condition({ condition }: Pick): string {
    return this.values.condition(condition)
  }
}
