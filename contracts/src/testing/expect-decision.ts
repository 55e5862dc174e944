/** The tiny harness of the rules' tests: the case is the whole story. */
import type { RefusalCode } from '@xinqiao/schema'
import { expect } from 'vitest'
import { judgeItem, judgeRequest, judgeRow } from '../decision/decide.ts'
import type { WithheldReason } from '../decision/decision.ts'
import type { ItemQuestion, RequestQuestion, RowQuestion } from '../decision/questions.ts'

export function expectPermit(question: RequestQuestion | ItemQuestion): void {
  expect(judge(question)).toMatchObject({ kind: 'permit' })
}

export function expectRefusal(question: RequestQuestion | ItemQuestion, code: RefusalCode): void {
  expect(judge(question)).toMatchObject({
    kind: 'refusal',
    code,
    article: expect.stringMatching(/^[A-Z]+-/u) as string,
  })
}

export function expectShown(question: RowQuestion): void {
  expect(judgeRow(question)).toMatchObject({ kind: 'show' })
}

export function expectWithheld(question: RowQuestion, reason: WithheldReason): void {
  expect(judgeRow(question)).toEqual({ kind: 'withheld', reason })
}

/** Shown on the last day, withheld on the next: both sides of the line. */
export function expectLastDay(question: RowQuestion, lastDay: string, firstHidden: string): void {
  expectShown({ ...question, today: lastDay })
  expect(judgeRow({ ...question, today: lastDay })).toMatchObject({ ceasesOn: firstHidden })
  expectWithheld({ ...question, today: firstHidden }, 'expired')
}

function judge(question: RequestQuestion | ItemQuestion) {
  return 'item' in question ? judgeItem(question) : judgeRequest(question)
}
