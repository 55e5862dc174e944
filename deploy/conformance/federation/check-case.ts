/** One question of the corpus at one gateway: what is different from the truth, in words; nothing when all is right. */
import { isDeepStrictEqual } from 'node:util'
import type { Answer, Ask } from './ask.ts'
import { coordinatesAsked } from './coordinates-asked.ts'
import type { Federation } from './federation.ts'
import type { Case } from './suite.ts'
import { isMap } from './world.ts'

/** Asks and compares data to the byte (or whatever the order of names), whether errors are told, and what the subgraphs were asked. */
export async function checkCase(
  federation: Federation,
  ask: Ask,
  one: Case,
  order: 'kept' | 'free' = 'kept',
): Promise<readonly string[]> {
  const truth = one.expected ?? (await federation.truth(one))
  federation.reset()
  const answer = await ask(one)
  const differences: string[] = []
  if (one.mayBeRefused === true && isRefused(answer, truth.data ?? null)) return forbidden(federation, one)
  const hasErrors = truth.errors !== undefined
  const isSame =
    order === 'kept'
      ? text(answer.data) === text(truth.data)
      : isDeepStrictEqual(JSON.parse(text(answer.data)), JSON.parse(text(truth.data)))
  if (!isSame) differences.push(`data: ${text(answer.data)} instead of ${text(truth.data ?? null)}${messages(answer)}`)
  else if (hasErrors !== (answer.errors ?? []).length > 0)
    differences.push(hasErrors ? 'errors: none told' : `errors:${messages(answer)}`)
  differences.push(...forbidden(federation, one))
  return differences
}

/** Right wherever it is not null, and every such null told by an error at or above or below it; rows may be told together, without their place. */
export function isRefused({ data, errors = [] }: Answer, truth: unknown): boolean {
  const differs = (value: unknown, right: unknown, path: readonly (string | number)[]): boolean => {
    if (text(value) === text(right)) return false
    if (value === null || value === undefined) return !errors.some((error) => isAlong(error.path ?? [], path))
    if (Array.isArray(value) && Array.isArray(right))
      return value.length !== right.length || value.some((one, index) => differs(one, right[index], [...path, index]))
    if (!isMap(value) || !isMap(right)) return true
    return Object.keys(right).some((name) => !(name in value) || differs(value[name], right[name], [...path, name]))
  }
  return errors.length > 0 && !differs(data, truth, [])
}

/** Whether one path leads along the other; one without places in lists stands for all of them. */
function isAlong(told: readonly (string | number)[], path: readonly (string | number)[]): boolean {
  const here = told.some((step) => typeof step === 'number') ? path : path.filter((step) => typeof step === 'string')
  return told.every((step, index) => index >= here.length || step === here[index])
}

function forbidden(federation: Federation, { neverAsked = [] }: Case): readonly string[] {
  const asked = federation.services.flatMap((service) => {
    const coordinates = service.asked.flatMap((question) => [...coordinatesAsked(service.schema, question)])
    return coordinates.flatMap((one) => [one, `${service.name}:${one}`])
  })
  return [...new Set(asked)].filter((one) => neverAsked.includes(one)).map((one) => `asked: ${one}`)
}

function messages({ errors }: Answer): string {
  const told = (errors ?? []).map(
    ({ message, path }) => `${message}${path === undefined ? '' : ` (${path.join('.')})`}`,
  )
  return told.length === 0 ? '' : ` errors: ${told.join('; ')}`
}

/** `undefined` reads like `null`: a request that fails as a whole has no data. */
function text(value: unknown): string {
  return JSON.stringify(value ?? null)
}
