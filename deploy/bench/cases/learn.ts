/** Before anything is measured, the doubles learn every question from the gateway, and the floor learns what it has to send. */
import type { Engine, Question } from '../engines/engine.ts'
import type { FloorCall } from '../floor/floor.ts'
import { callsOf } from '../floor/recipe.ts'
import type { LearnedByAgency, Responders } from '../responders/responders.ts'
import { leavesOf } from './compare-answers.ts'

/** What was learned from one case's questions. */
export interface Lesson {
  readonly calls: readonly FloorCall[]
  /** Calls the gateway makes for one question. */
  readonly callsPerQuestion: number
  /** Leaves with a value in the first answer. */
  readonly leaves: number
  /** Bytes that the agencies answer to one question, the mean. */
  readonly answerBytes: number
}

/** Questions asked at the same time while learning. */
const atOnce = 8

/**
 * Asks every question once, then a few again: the second time nothing may be new, or the doubles would be asking agencies
 * while they are measured.
 */
export async function learn(gateway: Engine, questions: readonly Question[], responders: Responders): Promise<Lesson> {
  await responders.takeLearned()
  const answers = await askAll(gateway, questions)
  const learned = await responders.takeLearned()
  await askAll(gateway, questions.slice(0, atOnce))
  if (count(await responders.takeLearned()) > 0)
    throw new Error('The gateway asks an agency otherwise the second time.')
  const calls = callsOf(learned, responders.urls)
  if (calls.length * questions.length !== count(learned))
    throw new Error('The gateway does not ask every agency the same number of times for each question.')
  const bytes = Object.values(learned)
    .flat()
    .reduce((sum, { answerBytes }) => sum + answerBytes, 0)
  return {
    calls,
    callsPerQuestion: count(learned) / questions.length,
    leaves: leavesOf(answers[0]),
    answerBytes: Math.round(bytes / questions.length),
  }
}

async function askAll(gateway: Engine, questions: readonly Question[]): Promise<readonly unknown[]> {
  const answers: unknown[] = []
  for (let at = 0; at < questions.length; at += atOnce)
    answers.push(...(await Promise.all(questions.slice(at, at + atOnce).map((question) => gateway.send(question)))))
  return answers
}

function count(learned: LearnedByAgency): number {
  return Object.values(learned).flat().length
}
