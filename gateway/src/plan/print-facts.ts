/** The facts of a record for the row rules, as they are added to a planned selection. */
import type { GraphQLObjectType } from 'graphql'
import type { Place } from '../decide/collect-fields.ts'
import { type FactName, factNames, isByValidity, stateFacts } from '../decide/record-facts.ts'
import type { Cutting } from './cutting.ts'

/** Nothing for a type that is no record, or whose records are closed. */
export function printFacts(on: Cutting, type: GraphQLObjectType, place: Place): readonly string[] {
  if (!on.types.itemOf.has(type.name)) return []
  const { items, stop } = on.form.collecting.judge.type(type.name, place.subject)
  if (stop !== null || items.some((item) => on.stops.has(item))) return []
  const fields = on.form.running.apiSchema.getType(type.name)
  const known = fields !== undefined && 'getFields' in fields ? fields.getFields() : {}
  const item = on.form.running.catalog.items.get(on.types.itemOf.get(type.name) ?? '')
  const byValidity = item !== undefined && isByValidity(item.period)
  const parts: string[] = []
  for (const [fact, name] of Object.entries(factNames) as [FactName, string][]) {
    if (known[fact] === undefined || (fact === 'division' && !on.byDivision)) continue
    if (byValidity && stateFacts.has(fact)) continue
    parts.push(`${name}: ${fact}`)
  }
  return parts
}
