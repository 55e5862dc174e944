/** What the floor has to send: read off the questions that the gateway asked the doubles. */
import type { LearnedByAgency } from '../responders/responders.ts'
import type { FloorCall } from './floor.ts'

/**
 * Calls of one case. The keys are the one list of objects among a question's variables; the text around it is the same for
 * every subject, which is checked.
 * @throws Error when a question holds no such list, or texts differ from subject to subject
 */
export function callsOf(learned: LearnedByAgency, urls: Readonly<Record<string, string>>): readonly FloorCall[] {
  return Object.entries(learned).flatMap(([id, questions]) => {
    const texts = new Map(
      questions.map(({ body }) => aroundKeys(body)).map((around) => [`${around.before}\n${around.after}`, around]),
    )
    return [...texts.values()].map(({ before, after }) => ({ url: urls[id] ?? '', before, after }))
  })
}

function aroundKeys(body: string): { readonly before: string; readonly after: string } {
  const question: { readonly variables?: Readonly<Record<string, unknown>> } = JSON.parse(body)
  const keys = Object.values(question.variables ?? {}).filter(
    (value) => Array.isArray(value) && typeof value[0] === 'object',
  )
  const text = JSON.stringify(keys[0])
  const start = keys.length === 1 ? body.indexOf(text) : -1
  if (start < 0)
    throw new Error('A question to an agency holds not exactly one list of keys, written as JSON.stringify writes it.')
  return { before: body.slice(0, start), after: body.slice(start + text.length) }
}
