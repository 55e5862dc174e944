/** The planner's corrections of names: `KeyRenamer` and `ValueSetter` at paths of fields and `... on Type` steps. */
import type { FetchDataRewrite } from '@apollo/query-planner'
import type { GraphQLSchema } from 'graphql'
import { type AnswerObject, isAnswerObject, ownValue } from './answer.ts'
import { isOfType } from './representations.ts'

const typeStep = '... on '

/** Applies the rewrites in place. */
export function applyRewrites(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[], value: unknown): void {
  for (const rewrite of rewrites) {
    const last = rewrite.path.at(-1)
    if (last === undefined || last.startsWith(typeStep)) continue
    atPath(schema, rewrite.path.slice(0, -1), value, (object) => {
      if (rewrite.kind === 'ValueSetter') object[last] = rewrite.setValueTo
      else {
        const renamed = ownValue(object, last)
        if (renamed === undefined) return
        object[rewrite.renameKeyTo] = renamed
        delete object[last]
      }
    })
  }
}

function atPath(
  schema: GraphQLSchema,
  path: readonly string[],
  value: unknown,
  change: (object: AnswerObject) => void,
): void {
  if (Array.isArray(value)) for (const one of value) atPath(schema, path, one, change)
  if (!isAnswerObject(value)) return
  const [step, ...rest] = path
  if (step === undefined) change(value)
  else if (!step.startsWith(typeStep)) atPath(schema, rest, ownValue(value, step), change)
  else if (isOfType(schema, value, step.slice(typeStep.length))) atPath(schema, rest, value, change)
}
