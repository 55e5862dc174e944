/** The variables of a case's operation: conditions, page sizes, cursors, subjects; each asking gives them other values. */
import type { GraphQLField } from 'graphql'
import { rowCursor } from '../../lawful-rows/fill-page.ts'
import type { CaseWorld } from './case-world.ts'
import type { AskSpec } from './cases.ts'
import type { Place } from './place.ts'

type ValueOf = (ask: AskSpec) => unknown

/** Kept where a value is left out, as callers leave one out. */
const absent = undefined
const conditions: readonly string[] = [
  ' @include(if: $on)',
  ' @skip(if: $on)',
  ' @include(if: $maybe)',
  ' @skip(if: false)',
  ' @include(if: false)',
  ' @skip(if: $never) @include(if: $on)',
]
const conditionsFrom = 94
const counts: readonly (number | null | undefined)[] = [absent, 1, 2, 3, 20, 100, null, 99]
const shared: Readonly<Record<string, { readonly type: string; readonly value: ValueOf }>> = {
  on: { type: 'Boolean!', value: ({ isOn }) => isOn },
  maybe: { type: 'Boolean = true', value: ({ maybe }) => [absent, true, false][maybe] },
  never: { type: 'Boolean! = false', value: () => absent },
  n: { type: 'Int', value: ({ count }) => counts[count] },
  m: { type: 'Int = 2', value: ({ count }) => counts[(count + 3) % 8] },
  nil: { type: 'String', value: () => null },
}
const sizes = ['', '', 'first: 1', 'first: 2', 'first: $n', 'first: $m', 'first: null', 'first: 100']

export class OperationValues {
  readonly #world: CaseWorld
  readonly #used = new Map<string, { readonly type: string; readonly value: ValueOf }>()

  constructor(world: CaseWorld) {
    this.#world = world
  }

  /** `($on: Boolean!, …)`, or nothing. */
  get declarations(): string {
    const all = [...this.#used].map(([name, { type }]) => `$${name}: ${type}`)
    return all.length === 0 ? '' : `(${all.join(', ')})`
  }

  of(ask: AskSpec): Readonly<Record<string, unknown>> {
    const values = [...this.#used].map(([name, { value }]) => [name, value(ask)] as const)
    return Object.fromEntries(values.filter(([, value]) => value !== absent))
  }

  /** A new variable. */
  declare(kind: string, type: string, value: ValueOf): string {
    const name = `${kind}${this.#used.size}`
    this.#used.set(name, { type, value })
    return `$${name}`
  }

  condition(pick: number): string {
    return this.#using(conditions[pick - conditionsFrom] ?? '')
  }

  /** `first` and `after` of a connection. */
  pageArguments({ type, about }: Place, { name, args }: GraphQLField<unknown, unknown>, pick: number): string {
    if (!args.some((argument) => argument.name === 'first')) return ''
    const parts = [this.#using(sizes[pick % 8] ?? '')].filter((part) => part !== '')
    const goesOn = Math.floor(pick / 8)
    if (goesOn === 5) parts.push('after: null')
    if (goesOn === 6) parts.push(this.#using('after: $nil'))
    const keyOf = about?.keyOf ?? null
    if (goesOn === 7 && keyOf !== null)
      parts.push(`after: ${this.declare('cursor', 'String', (ask) => this.#cursor(type.name, name, keyOf(ask), ask))}`)
    return parts.length === 0 ? '' : `(${parts.join(', ')})`
  }

  /** A cursor of some row of the subject, as a page before would have ended with it; `null` without rows. */
  #cursor(type: string, place: string, key: string, { row: pick }: AskSpec): string | null {
    const mine = this.#world.rows.filter(({ item, row }) => item.place === place && row.subject === key)
    const fitting = mine.filter(({ item }) => type.toLowerCase().endsWith(item.listed.provider))
    const one = fitting[pick % Math.max(fitting.length, 1)]
    if (one === undefined) return null
    const cursor = rowCursor({ determinedOn: one.row.determinedOn, record: one.row.id })
    return this.#world.seal(cursor, key, `${type}.${place}`)
  }

  #using(text: string): string {
    for (const [, name = ''] of text.matchAll(/\$(\w+)/gu)) {
      const one = shared[name]
      if (one !== undefined) this.#used.set(name, one)
    }
    return text
  }
}
