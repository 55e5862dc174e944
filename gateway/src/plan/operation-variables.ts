/** Variables of a planned operation: every value is one, and how each request fills it. Equal values are one variable, so equal calls are one text. */
import type { Variables } from '../decide/asked-field.ts'
import type { Slice } from './planned.ts'

/** What a request fills the variables from. */
export interface Binding {
  readonly variables: Variables
  readonly slices: readonly Slice[]
  /** Sealed cursor → the agency's. @throws GraphQLError when it was not made for this place */
  readonly openCursor: (cursor: string, coordinate: string, slice: Slice | undefined) => string
}

export type Bind = (from: Binding) => unknown

export class OperationVariables {
  readonly #names = new Map<string, string>()
  readonly #binds: { readonly name: string; readonly bind: Bind }[] = []
  readonly #declared: string[] = []

  /** Name of the variable of this type that is filled so; `identity` tells which ones are equal. */
  name(type: string, identity: string, bind: Bind): string {
    const key = `${type} ${identity}`
    const known = this.#names.get(key)
    if (known !== undefined) return known
    const name = `v${this.#binds.length}`
    this.#names.set(key, name)
    this.#binds.push({ name, bind })
    this.#declared.push(`$${name}: ${type}`)
    return name
  }

  /** `($v0: ID!, $v1: Int)`, or nothing. */
  get declarations(): string {
    return this.#declared.length === 0 ? '' : `(${this.#declared.join(', ')})`
  }

  /** Fills every variable; one without a value is left out, as the caller left it out. */
  get fill(): (from: Binding) => Readonly<Record<string, unknown>> {
    const binds = [...this.#binds]
    return (from) => {
      const values: Record<string, unknown> = {}
      for (const { name, bind } of binds) {
        const value = bind(from)
        if (value !== undefined) values[name] = value
      }
      return values
    }
  }
}
