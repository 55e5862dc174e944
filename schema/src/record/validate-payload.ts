/** REG-12a, REG-14.3, REG-14.4: a record's payload against its item's data standard. */
import type { Catalog } from '../catalog/catalog-item.ts'
import type { DataStandard, PayloadField } from './data-standard.ts'
import { forbiddenKeys } from './forbidden-keys.ts'
import { listEntriesMax } from './limits.ts'
import { type PayloadFinding, shownKey } from './payload-finding.ts'
import { type ValueProblem, valueProblem } from './payload-value.ts'

/** Every difference at once, in the order of the standard; empty when the payload may be taken in. Messages never hold the value. */
export function validatePayload(standard: DataStandard, data: unknown, catalog: Catalog): readonly PayloadFinding[] {
  if (!isObject(data)) return [{ path: '', problem: 'type', message: 'expected an object' }]
  const forbidden = forbiddenKeys(data, standard, catalog)
  const known = new Set(standard.fields.map(({ name }) => name))
  const named = new Set(forbidden.map(({ path }) => path))
  const unknown = Object.keys(data)
    .filter((key) => !known.has(key))
    .map(
      (key): PayloadFinding => ({ path: shownKey(key), problem: 'unknown', message: 'no field of the data standard' }),
    )
    .filter(({ path }) => !named.has(path))
  const wrong = standard.fields.flatMap((field) =>
    fieldFindings(field, Object.hasOwn(data, field.name) ? data[field.name] : undefined),
  )
  return [...forbidden, ...unknown, ...wrong]
}

function fieldFindings(field: PayloadField, value: unknown): readonly PayloadFinding[] {
  if (value === undefined || value === null) return field.optional ? [] : [missing(field.name)]
  if (!field.list) return findingsOf(field.name, valueProblem(field, value))
  if (!Array.isArray(value)) return [{ path: field.name, problem: 'type', message: 'expected a list' }]
  const entries: readonly unknown[] = value
  if (entries.length > listEntriesMax)
    return [{ path: field.name, problem: 'length', message: `expected at most ${listEntriesMax} entries` }]
  if (entries.length === 0 && !field.optional) return [missing(field.name)]
  return entries.flatMap((entry, index) => findingsOf(`${field.name}[${index}]`, valueProblem(field, entry)))
}

function findingsOf(path: string, problems: readonly ValueProblem[]): readonly PayloadFinding[] {
  return problems.map(({ below, ...rest }) => ({ path: below === '' ? path : `${path}.${below}`, ...rest }))
}

function missing(path: string): PayloadFinding {
  return { path, problem: 'missing', message: 'expected a value' }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
