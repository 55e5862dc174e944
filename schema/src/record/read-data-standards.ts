/** Unknown document -> data standards of the items of a catalog, or every fault at once (REG-12). */
import type { Catalog, CatalogItem, Sensitivity } from '../catalog/catalog-item.ts'
import { findConsentOnly, findProhibited } from '../catalog/deny-words.ts'
import { type Finding, SchemaError } from '../errors.ts'
import { checkFormat } from '../formats/check-format.ts'
import { payloadGraphType } from '../graph/payload-type.ts'
import { recordFieldNames } from '../graph/record-fields.ts'
import type { DataStandard, DataStandards, PayloadField, PayloadType } from './data-standard.ts'

interface WrittenField {
  readonly type: string
  readonly values?: readonly string[]
  readonly optional?: boolean
  readonly sensitivity?: Sensitivity
  readonly zh: string
  readonly en: string
}

type WrittenStandards = Readonly<Record<string, Readonly<Record<string, WrittenField>>>>

/**
 * Reads standards in the form of `standardsDocument`. A standard of an item that the catalog lacks is left out: what is
 * not in the catalog has no records. A field's sensitivity is never below its item's.
 * @throws SchemaError `STANDARD_INVALID`
 */
export function readDataStandards(document: unknown, catalog: Catalog, source: string): DataStandards {
  const wrong = checkFormat('standards', document).map(({ path, message }) => ({ path: path.join('.'), message }))
  if (wrong.length > 0) throw invalid(wrong, source)
  const standards = new Map<string, DataStandard>()
  for (const [id, fields] of Object.entries(document as WrittenStandards)) {
    const item = catalog.items.get(id)
    if (item !== undefined) standards.set(id, Object.freeze({ item: id, fields: fieldsOf(item, fields) }))
  }
  const faults = [...[...standards.values()].flatMap((standard) => faultsOf(standard, catalog)), ...clashes(standards)]
  if (faults.length > 0) throw invalid(faults, source)
  return standards
}

function fieldsOf(item: CatalogItem, fields: Readonly<Record<string, WrittenField>>): readonly PayloadField[] {
  return Object.entries(fields).map(([name, { type, values, optional, sensitivity = 'S0', zh, en }]) => {
    const list = type.startsWith('[')
    return Object.freeze({
      name,
      type: (list ? type.slice(1, -1) : type) as PayloadType,
      list,
      ...(values === undefined ? {} : { values }),
      optional: optional ?? false,
      sensitivity: sensitivity > item.sensitivity ? sensitivity : item.sensitivity,
      zh,
      en,
    })
  })
}

function faultsOf({ item: id, fields }: DataStandard, catalog: Catalog): readonly Finding[] {
  const aboutPersons = catalog.items.get(id)?.subjects.includes('natural_person') ?? false
  return fields.flatMap(({ name, zh, en, values }) => {
    const path = `${id}.${name}`
    const faults: Finding[] = []
    if (recordFieldNames.has(name)) faults.push({ path, message: 'is a name of the record’s envelope' })
    const denied = [name, zh, en, ...(values ?? [])]
      .map((word) => findProhibited(word, catalog))
      .find((entry) => entry !== undefined)
    if (denied !== undefined) faults.push({ path, message: `falls under ${denied.id} (REG-14.4)` })
    const conditional = aboutPersons
      ? [name, zh, en].map((word) => findConsentOnly(word, catalog)).find((entry) => entry !== undefined)
      : undefined
    if (conditional !== undefined && conditional.item !== id)
      faults.push({ path, message: `falls under the consent-only item ${conditional.item} (REG-14.3)` })
    return faults
  })
}

/** Fields of one name have one type in the graph, so that a selection over several items merges (design.md §3). */
function clashes(standards: DataStandards): readonly Finding[] {
  const first = new Map<string, { readonly type: string; readonly item: string }>()
  const findings: Finding[] = []
  for (const { item, fields } of standards.values())
    for (const field of fields) {
      const type = payloadGraphType(field)
      const before = first.get(field.name)
      if (before === undefined) first.set(field.name, { type, item })
      else if (before.type !== type)
        findings.push({
          path: `${item}.${field.name}`,
          message: `expected ${before.type} as in ${before.item}, got ${type}`,
        })
    }
  return findings
}

function invalid(findings: readonly Finding[], source: string): SchemaError {
  return new SchemaError(
    'STANDARD_INVALID',
    findings.map(({ path, message }) => ({ path: `${source}: ${path}`, message })),
  )
}
