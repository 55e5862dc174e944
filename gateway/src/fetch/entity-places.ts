/** Where a fetch's answers go: the objects at a path of the merged answer. */
import { type AnswerObject, isAnswerObject, ownValue } from './answer.ts'

/** The objects above an entity, from the one that holds it on; lists do not count. */
export type Above = { readonly object: AnswerObject; readonly above: Above } | null

/** Objects at a plan's path; `@` enters a list. Nulls have no entity. */
export function entitiesAt(data: unknown, path: readonly (string | number)[]): readonly AnswerObject[] {
  const found: AnswerObject[] = []
  gather(data, path, 0, found)
  return found
}

/** The same with what stands above each. */
export function entitiesBelow(
  data: unknown,
  path: readonly (string | number)[],
): readonly { readonly entity: AnswerObject; readonly above: Above }[] {
  const found: { entity: AnswerObject; above: Above }[] = []
  const walk = (value: unknown, at: number, above: Above): void => {
    if (value === null || value === undefined) return
    const step = path[at]
    if (Array.isArray(value)) for (const one of value) walk(one, step === '@' ? at + 1 : at, above)
    else if (!isAnswerObject(value)) return
    else if (step === undefined) found.push({ entity: value, above })
    else if (step !== '@') walk(ownValue(value, String(step)), at + 1, { object: value, above })
  }
  walk(data, 0, null)
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
