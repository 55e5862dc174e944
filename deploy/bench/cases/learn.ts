/** Before anything is measured, the doubles learn every question that an engine asks. */
import { askEngine, type Engine, type Question } from '../engines/engine.ts'
import type { LearnedByAgency, Responders } from '../responders/responders.ts'
import { leavesOf } from './compare-answers.ts'

/** What the doubles learned from one engine's way with a case's questions. */
export interface Lesson {
  readonly learned: LearnedByAgency
  /** Calls the engine makes for one question. */
  readonly callsPerQuestion: number
  /** Leaves with a value in the first answer. */
  readonly leaves: number
  /** Bytes that the agencies answer to one question, the mean. */
  readonly bytesPerQuestion: number
}

/** Questions asked at the same time while learning. */
const atOnce = 8

/**
 * Asks every question once, then a few again.
 * @throws Error when something is new the second time: the doubles would be asking agencies while they are measured
 */
export async function learn(engine: Engine, questions: readonly Question[], responders: Responders): Promise<Lesson> {
  await responders.takeLearned()
  const [first] = await askAll(engine, questions)
  const learned = await responders.takeLearned()
  await askAll(engine, questions.slice(0, atOnce))
  if (Object.values(await responders.takeLearned()).flat().length > 0)
    throw new Error(`${engine.name} asks an agency otherwise the second time.`)
  const all = Object.values(learned).flat()
  const bytes = all.reduce((sum, { answerBytes }) => sum + answerBytes, 0)
  return {
    learned,
    callsPerQuestion: all.length / questions.length,
    leaves: leavesOf(first),
    bytesPerQuestion: Math.round(bytes / questions.length),
  }
}

async function askAll(engine: Engine, questions: readonly Question[]): Promise<readonly unknown[]> {
  const answers: unknown[] = []
  for (let at = 0; at < questions.length; at += atOnce)
    answers.push(
      ...(await Promise.all(questions.slice(at, at + atOnce).map((question) => askEngine(engine, question)))),
    )
  return answers
}
