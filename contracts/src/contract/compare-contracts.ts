/** What a new version of a contract changes for its consumer: what it adds, narrows and ends. */
import type { Contract, ContractItem } from './contract.ts'

export interface ContractDifference {
  /** Rights the consumer did not have before: every provider concerned must approve them. */
  readonly adds: readonly string[]
  /** Rights that become smaller. */
  readonly narrows: readonly string[]
  /** Items and purposes that the consumer loses. */
  readonly ends: readonly string[]
}

/** Compares two versions; each entry is a path of the contract document with the id it concerns. */
export function compareContracts(before: Contract, after: Contract): ContractDifference {
  const difference = { adds: [] as string[], narrows: [] as string[], ends: [] as string[] }
  compareSets('purposes', before.purposes, after.purposes, difference)
  compareSets('subjects', before.subjects, after.subjects, difference)
  compareSets('divisions', before.divisions, after.divisions, difference)
  compareSets('items', idsOf(before), idsOf(after), difference)
  for (const item of after.items) {
    const earlier = before.items.find(({ id }) => id === item.id)
    if (earlier !== undefined) compareItems(earlier, item, difference)
  }
  compareFigure('term.to', before.term.to, after.term.to, difference)
  for (const name of ['requestsPerDay', 'subjectsPerDay', 'subjectsPerRequest'] as const) {
    compareFigure(`quota.${name}`, before.quota[name], after.quota[name], difference)
  }
  return difference
}

type Growing = { adds: string[]; narrows: string[]; ends: string[] }

function compareSets(path: string, before: readonly string[], after: readonly string[], difference: Growing): void {
  for (const one of after) if (!before.includes(one)) difference.adds.push(`${path}: ${one}`)
  for (const one of before) if (!after.includes(one)) difference.ends.push(`${path}: ${one}`)
}

/** No `fields` is the whole item, so naming fields narrows and taking the names away adds. */
function compareItems(before: ContractItem, after: ContractItem, difference: Growing): void {
  const path = `items.${after.id}`
  if (before.fullNumber !== after.fullNumber) {
    difference[after.fullNumber ? 'adds' : 'narrows'].push(`${path}.fullNumber`)
  }
  if (before.fields === undefined && after.fields !== undefined) difference.narrows.push(`${path}.fields`)
  else if (before.fields !== undefined && after.fields === undefined) difference.adds.push(`${path}.fields`)
  else compareSets(`${path}.fields`, before.fields ?? [], after.fields ?? [], difference)
}

function compareFigure<T extends string | number>(path: string, before: T, after: T, difference: Growing): void {
  if (before !== after) difference[after > before ? 'adds' : 'narrows'].push(path)
}

function idsOf(contract: Contract): readonly string[] {
  return contract.items.map(({ id }) => id)
}
