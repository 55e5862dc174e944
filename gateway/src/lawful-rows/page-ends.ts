/** Where a fetched page that is no page of records holds the cursor of its end. */
import type { AskedField } from '../decide/asked-field.ts'
import { type AnswerObject, isAnswerObject, ownValue } from '../fetch/answer.ts'

/** Each `pageInfo` with the name of its `endCursor`, by the hub's names; every place once. */
export function* pageEnds(page: unknown, { below }: AskedField): Generator<readonly [AnswerObject, string]> {
  if (!isAnswerObject(page)) return
  const done = new Set<string>()
  for (const field of [...(below?.values() ?? [])].flat()) {
    if (field.name !== 'pageInfo') continue
    const info = ownValue(page, field.key)
    if (!isAnswerObject(info)) continue
    for (const one of [...(field.below?.values() ?? [])].flat()) {
      const place = `${field.key} ${one.key}`
      if (one.name !== 'endCursor' || done.has(place)) continue
      done.add(place)
      yield [info, one.key]
    }
  }
}
