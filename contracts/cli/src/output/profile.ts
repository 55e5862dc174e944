/** A joined answer as a person reads it: one block an agency, one line a fact, one small table a list of records. */
import stringWidth from 'string-width'
import { pad, table } from './table.ts'

const indentStep = '  '
/** Columns of a record list beyond this many are folded into lines instead. */
const columnsMax = 6

/** Renders the `data` of a GraphQL answer. Missing parts are shown as `–`, so a refusal is seen where it struck. */
export function profileText(data: unknown): string {
  return Object.entries(asObject(data))
    .map(([name, value]) => block(name, value, ''))
    .join('\n')
}

function block(name: string, value: unknown, indent: string): string {
  if (Array.isArray(value)) return list(name, value, indent)
  if (value === null || typeof value !== 'object') return `${indent}${name}: ${leaf(value)}`
  const nodes = asObject(value)['nodes']
  if (Array.isArray(nodes)) return list(name, nodes, indent)
  return `${indent}${name}\n${lines(asObject(value), indent + indentStep)}`
}

function lines(record: Record<string, unknown>, indent: string): string {
  const facts = Object.entries(record)
  const simple = facts.filter(([, value]) => isLeaf(value))
  const width = Math.max(0, ...simple.map(([name]) => stringWidth(name)))
  return facts
    .map(([name, value]) =>
      isLeaf(value) ? `${indent}${pad(name, width)}  ${leaf(value)}` : block(name, value, indent),
    )
    .join('\n')
}

function list(name: string, rows: readonly unknown[], indent: string): string {
  if (rows.length === 0) return `${indent}${name}: –`
  if (rows.every(isLeaf)) return `${indent}${name}: ${rows.map(leaf).join(', ')}`
  const records = rows.map(asObject)
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))]
  const flat = columns.length <= columnsMax && records.every((record) => Object.values(record).every(isLeaf))
  if (!flat)
    return `${indent}${name}\n${records.map((record) => lines(record, indent + indentStep)).join(`\n${indent}${indentStep}·\n`)}`
  const body = table(
    columns,
    records.map((record) => columns.map((column) => leaf(record[column]))),
  )
  return `${indent}${name}\n${body
    .split('\n')
    .map((line) => indent + indentStep + line)
    .join('\n')}`
}

function isLeaf(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    typeof value !== 'object' ||
    (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
  )
}

function leaf(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.map(leaf).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean)
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
