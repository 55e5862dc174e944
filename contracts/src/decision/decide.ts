/** The walk over the rules: the first failure wins, and what nothing refused is permitted with the duties of the rules (D17). */

import { ceasesOn } from '../rules/disclosure-period.ts'
import { itemRules, requestRules, rowRules } from '../rules/index.ts'
import { annotationOf } from '../rules/objection-annotated.ts'
import { type Decision, permit, type Refusal, type RowDecision, type TodaysRowDecision, withheld } from './decision.ts'
import type { ItemQuestion, RequestQuestion, RowQuestion } from './questions.ts'

const granted: { readonly kind: 'permit' } = Object.freeze({ kind: 'permit' })

/** D17, 1–5b in order: identity, channel, contract, region, purpose, case, quota. */
export function judgeRequest(question: RequestQuestion): Refusal | { readonly kind: 'permit' } {
  for (const rule of requestRules) {
    const refused = rule(question)
    if (refused !== null) return refused
  }
  return granted
}

/** D17, 6–9 in order: catalog and subject kind, channel, contract, consent. */
export function judgeItem(question: ItemQuestion): Decision {
  for (const rule of itemRules) {
    const refused = rule(question)
    if (refused !== null) return refused
  }
  return permit()
}

/** Every row rule in statute order; a shown row carries its objection mark and the first day it is no longer shown. */
export function judgeRow(question: RowQuestion): RowDecision {
  const decision = judgeRowToday(question)
  return decision.kind === 'show' ? Object.freeze({ ...decision, ceasesOn: ceasesOn(question) }) : decision
}

/** The same for whoever needs to know of today alone: a query shows a row or does not. */
export function judgeRowToday(question: RowQuestion): TodaysRowDecision {
  for (const rule of rowRules) {
    const reason = rule(question)
    if (reason !== null) return withheld(reason)
  }
  return question.standing === undefined
    ? shown
    : Object.freeze({ kind: 'show', duties: annotationOf(question.standing) })
}

const shown: TodaysRowDecision = Object.freeze({ kind: 'show', duties: annotationOf(undefined) })
