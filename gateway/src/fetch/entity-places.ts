/** Where a fetch's answers go: the objects at a path of the merged answer. */
import { type AnswerObject, isAnswerObject } from './answer.ts'

/** Objects at a plan's path; `@` enters a list. Nulls have no entity. */
export function entitiesAt(data: unknown, path: readonly (string | number)[]): readonly AnswerObject[] {
  if (data === null || data === undefined) return []
  const [step, ...rest] = path
  if (Array.isArray(data)) return data.flatMap((one) => entitiesAt(one, step === '@' ? rest : path))
  if (step === undefined) return isAnswerObject(data) ? [data] : []
  return isAnswerObject(data) ? entitiesAt(data[String(step)], rest) : []
}
