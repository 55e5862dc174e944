/** Where a fetch's answers go: the objects at a path of the merged answer. */
import { type AnswerObject, isAnswerObject, ownValue } from './answer.ts'

/** Objects at a plan's path; `@` enters a list. Nulls have no entity. */
export function entitiesAt(data: unknown, path: readonly (string | number)[]): readonly AnswerObject[] {
  const found: AnswerObject[] = []
  gather(data, path, 0, found)
  return found
}

function gather(data: unknown, path: readonly (string | number)[], at: number, into: AnswerObject[]): void {
  if (data === null || data === undefined) return
  const step = path[at]
  if (Array.isArray(data)) {
    const next = step === '@' ? at + 1 : at
    for (const one of data) gather(one, path, next, into)
  } else if (isAnswerObject(data)) {
    if (step === undefined) into.push(data)
    else if (step !== '@') gather(ownValue(data, String(step)), path, at + 1, into)
  }
}
