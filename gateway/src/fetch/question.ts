/** One question to one agency, and what may come of it. */
import type { BundleAgency } from '@xinqiao/contracts'
import type { FetchContext } from '@xinqiao/schema'
import type { CompiledFetch } from '../plan/compile-plan.ts'
import type { AgencyFailureCode, AnswerObject } from './answer.ts'

/** Why a request asks; the items are each fetch's own. */
export type Why = Omit<FetchContext, 'items'>

export interface Question {
  readonly agency: BundleAgency
  readonly fetch: CompiledFetch
  readonly why: Why
  readonly body: string
}

export interface GoodAnswer {
  readonly kind: 'answer'
  readonly data: AnswerObject | null
  /** Places of the errors; their text goes nowhere. */
  readonly errors: readonly ErrorPath[]
}

export interface BadAnswer {
  readonly kind: 'failed'
  readonly code: AgencyFailureCode
}

export type ErrorPath = readonly (string | number)[]
