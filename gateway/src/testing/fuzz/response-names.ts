/** Response names of an operation: wild where GraphQL lets them be, never two calls under one name at one place. */
import { type GraphQLOutputType, isLeafType, isListType, isNonNullType } from 'graphql'

/** A place in the answer: the names that lead to it, and the object types on the way (`''`: an abstract one). */
export interface Scope {
  readonly path: string
  readonly types: readonly string[]
}

interface Taken {
  readonly types: readonly string[]
  readonly call: string
  readonly shape: string
}

/** Names with a meaning of their own somewhere: in JavaScript, in the hub's plans, in GraphQL's answers. */
const wild = ['', '', '', '', '', 'a', 'b', 'id', 'nodes', 'constructor', 'penalty_0', 'data']

export class ResponseNames {
  readonly #taken = new Map<string, Taken[]>()
  #next = 0

  /** A name for a call, the wanted one where it is free. `call`: field and arguments. */
  take(scope: Scope, call: string, field: string, shape: string, wanted: number): string {
    const alias = wild[wanted] ?? ''
    for (const name of [alias === '' ? field : alias, field]) if (this.#fits(scope, name, call, shape)) return name
    for (;;) {
      const name = `x${this.#next++}`
      if (this.#fits(scope, name, call, shape)) return name
    }
  }

  #fits({ path, types }: Scope, name: string, call: string, shape: string): boolean {
    const key = `${path}.${name}`
    const taken = this.#taken.get(key) ?? []
    const isFree = taken.every(
      (one) => one.shape === shape && (one.call === call || excludeEachOther(one.types, types)),
    )
    if (isFree) this.#taken.set(key, [...taken, { types, call, shape }])
    return isFree
  }
}

/** No object is of two object types, here or anywhere above. */
function excludeEachOther(one: readonly string[], other: readonly string[]): boolean {
  return one.some((type, level) => type !== '' && (other[level] ?? '') !== '' && type !== other[level])
}

/** What must be equal where two types give one name. */
export function shapeOf(type: GraphQLOutputType): string {
  if (isNonNullType(type)) return `${shapeOf(type.ofType)}!`
  if (isListType(type)) return `[${shapeOf(type.ofType as GraphQLOutputType)}]`
  return isLeafType(type) ? type.name : '{}'
}
