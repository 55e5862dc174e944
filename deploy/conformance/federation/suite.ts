/** A suite of the federation corpus: subgraphs, merged data and questions about one feature. */
import type { Question } from './federation.ts'
import { isMap, type OutsideService, type Thing, type World } from './world.ts'

/** What is expected where the merged data alone does not tell: by hand. */
export interface ExpectedAnswer {
  readonly data: unknown
  /** Paths of the errors; `true`: any error at all. */
  readonly errors?: true
}

export interface Case extends Question {
  /** By hand; without it graphql-js over the merged data decides. */
  readonly expected?: ExpectedAnswer
  /** Stock @apollo/gateway answers this one wrongly. */
  readonly stockFails?: true
  /** No plan of the library answers it rightly: null with an error is lawful, wrong data never. */
  readonly mayBeRefused?: true
  /** Fields that no subgraph may be asked for: `Type.field` or `service:Type.field`. */
  readonly neverAsked?: readonly string[]
}

export interface Suite {
  readonly name: string
  readonly services: readonly OutsideService[]
  readonly world: () => World
  readonly cases: readonly Case[]
}

/** A field that is computed from others of its object; in a subgraph only from what that subgraph has. */
export function computed<Self, Args = Readonly<Record<string, never>>>(
  compute: (self: Self, args: Args) => unknown,
): (this: Self, args: Args) => unknown {
  return function computeHere(this: Self, args: Args) {
    return compute(this, args)
  }
}

/** An object of the merged data. */
export function thing<Fields extends object>(__typename: string, fields: Fields): Thing & Fields {
  return { __typename, ...fields }
}

/** A field that fails. */
export function failing(): () => never {
  return () => {
    throw new Error('told by the subgraph')
  }
}

/** A root field that finds one of the things by an argument. */
export function byArgument(
  things: readonly Thing[],
  name: string,
): (args: Readonly<Record<string, unknown>>) => unknown {
  return (args) => things.find((one) => one[name] === args[name]) ?? null
}

/** Every object below some values that a representation may name: the things and what hangs on them. */
export function allThings(...values: readonly unknown[]): readonly Thing[] {
  const found = new Set<Thing>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one)
    if (!isMap(value) || found.has(value as Thing)) return
    if (typeof value['__typename'] === 'string') found.add(value as Thing)
    for (const one of Object.values(value)) walk(one)
  }
  walk(values)
  return [...found]
}
