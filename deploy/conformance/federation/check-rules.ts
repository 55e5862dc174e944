/** One case of the field rules: the answer is graphql-js's with the denied fields refused, and no subgraph hears of them. */
import { GraphQLError, type GraphQLResolveInfo, type GraphQLSchema, isInterfaceType } from 'graphql'
import type { Answer, Ask } from './ask.ts'
import { coordinatesAsked, coordinatesBrought } from './coordinates-asked.ts'
import type { Federation } from './federation.ts'
import type { RulesCase } from './rules-cases.ts'
import { isMap, resolveMerged } from './world.ts'

const code = 'ITEM_NOT_IN_CONTRACT'

/** What is wrong, in words; nothing when the rules hold. */
export async function checkRules(federation: Federation, ask: Ask, one: RulesCase): Promise<readonly string[]> {
  const denied = spread(federation.apiSchema, one.deny)
  const closed = new Set([...denied, ...(one.needs ?? [])])
  const refusing = (source: unknown, args: Record<string, unknown>, context: unknown, info: GraphQLResolveInfo) => {
    if (closed.has(`${info.parentType.name}.${info.fieldName}`)) throw new GraphQLError(code)
    return resolveMerged(source, args, context, info)
  }
  const truth = await federation.truth(one, refusing)
  federation.reset()
  const answer = await ask(one)
  const differences: string[] = []
  if (JSON.stringify(answer.data ?? null) !== JSON.stringify(truth.data ?? null))
    differences.push(`data: ${JSON.stringify(answer.data)} instead of ${JSON.stringify(truth.data)}`)
  const told = new Set((answer.errors ?? []).map(({ path }) => placeOf(path)))
  for (const { path } of truth.errors ?? [])
    if (!told.has(placeOf(path))) differences.push(`not told: ${placeOf(path)}`)
  if (truth.errors === undefined && one.deny.length > 0 && told.size > 0 && !mentions(federation.apiSchema, one))
    differences.push(`told: ${[...told].join(', ')}`)
  differences.push(...codesOf(answer), ...leaks(federation, closed, denied, one))
  return differences
}

/** What stands on an interface stands on every type that implements it. */
function spread(schema: GraphQLSchema, coordinates: readonly string[]): ReadonlySet<string> {
  const all = new Set(coordinates)
  for (const coordinate of coordinates) {
    const [type = '', field = ''] = coordinate.split('.')
    const above = schema.getType(type)
    if (isInterfaceType(above)) for (const { name } of schema.getPossibleTypes(above)) all.add(`${name}.${field}`)
  }
  return all
}

/** Rows share one error: its path may leave out the indices. */
function placeOf(path: readonly (string | number)[] | undefined): string {
  return (path ?? []).filter((step) => typeof step === 'string').join('.')
}

/** Refusals are told for a field whatever rows there are; a condition that holds it back tells nothing. */
function mentions(schema: GraphQLSchema, { query, variables = {} }: RulesCase): boolean {
  return coordinatesAsked(schema, { service: '', query, variables }).size > 0 && !query.includes('$')
}

function codesOf({ errors = [] }: Answer): readonly string[] {
  return errors.flatMap(({ message, extensions }) => (extensions?.['code'] === code ? [] : [`error: ${message}`]))
}

function leaks(
  federation: Federation,
  closed: ReadonlySet<string>,
  denied: ReadonlySet<string>,
  { neverNamed }: RulesCase,
): readonly string[] {
  const found = new Set<string>()
  for (const { name, schema, asked } of federation.services)
    for (const question of asked) {
      for (const coordinate of coordinatesAsked(schema, question))
        if (closed.has(coordinate)) found.add(`${name} was asked ${coordinate}`)
      for (const coordinate of coordinatesBrought(schema, question))
        if (denied.has(coordinate)) found.add(`${name} was brought ${coordinate}`)
      if (name !== neverNamed?.service) continue
      for (const value of Object.values(question.variables))
        for (const one of Array.isArray(value) ? (value as unknown[]) : [])
          if (isMap(one) && neverNamed.ids.includes(String(one['id'])))
            found.add(`${name} was named ${String(one['id'])}`)
    }
  return [...found]
}
