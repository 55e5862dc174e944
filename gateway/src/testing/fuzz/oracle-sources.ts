/** What stands behind each object of the oracle's answer. */
import type { CreditSubject } from '../../authenticate/authenticated.ts'
import type { TestRow } from '../row-resolvers.ts'
import type { CaseWorld } from './case-world.ts'
import type { PlainLaw } from './plain-law.ts'

export type Source =
  | { readonly at: 'query' }
  | { readonly at: 'subject'; readonly about: CreditSubject }
  | { readonly at: 'agency'; readonly about: CreditSubject }
  | {
      readonly at: 'page'
      readonly about: CreditSubject
      readonly nodes: readonly RecordSource[]
      readonly info: unknown
    }
  | RecordSource
  | PartSource
  /** Page ends and parts of the envelope: nothing in them is judged. */
  | { readonly at: 'plain'; readonly value: unknown }

/** `row`: `null` for an invented one. */
export interface RecordSource {
  readonly at: 'record'
  readonly item: string
  readonly about: CreditSubject | null
  readonly row: TestRow | null
}

/** A person or an organization in a payload. */
export interface PartSource {
  readonly at: 'part'
  readonly item: string
  readonly about: CreditSubject | null
  readonly path: string
  readonly value: unknown
}

export interface Answering {
  readonly law: PlainLaw
  readonly world: CaseWorld
  readonly isImagined: boolean
}

/** A place that is closed. */
export class Refused extends Error {
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export function isSource(value: unknown): value is Source {
  return typeof value === 'object' && value !== null && 'at' in value
}
