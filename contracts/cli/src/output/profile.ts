/** A joined answer as a person reads it: one block an agency, one line a fact, one small table a list of records. */
import stringWidth from 'string-width'
import { fold } from './fold.ts'
import { pad, screenWidth, table } from './table.ts'

const indentStep = '  '
const gap = '  '
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
  const entries = Object.entries(record)
  const width = Math.max(0, ...entries.filter(([, value]) => isLeaf(value)).map(([name]) => stringWidth(name)))
  return entries
    .map(([name, value]) => (isLeaf(value) ? fact(name, leaf(value), width, indent) : block(name, value, indent)))
    .join('\n')
}

/** One fact; a long one goes on below itself. */
function fact(name: string, text: string, width: number, indent: string): string {
  const margin = indent.length + width + gap.length
  return fold(text, Math.max(indentStep.length, screenWidth - margin))
    .map((part, index) => (index === 0 ? `${indent}${pad(name, width)}${gap}${part}` : ' '.repeat(margin) + part))
    .join('\n')
}

function list(name: string, rows: readonly unknown[], indent: string): string {
  if (rows.length === 0) return `${indent}${name}: –`
  if (rows.every(isLeaf)) return `${indent}${name}: ${rows.map(leaf).join(', ')}`
  const records = rows.map(asObject)
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))]
  const inner = indent + indentStep
  const flat = columns.length <= columnsMax && records.every((record) => Object.values(record).every(isLeaf))
  if (!flat) return `${indent}${name}\n${records.map((record) => lines(record, inner)).join(`\n${inner}·\n`)}`
  const body = table(
    columns,
    records.map((record) => columns.map((column) => leaf(record[column]))),
    screenWidth - inner.length,
  )
  return `${indent}${name}\n${body.replace(/^/gm, inner)}`
}

/** Whether a value fits one line: a scalar, nothing, or a list of scalars. */
export function isLeaf(value: unknown): boolean {
  return Array.isArray(value)
    ? value.every((one) => typeof one !== 'object' || one === null)
    : typeof value !== 'object' || value === null
}

/** A scalar or a list of them as text. */
export function leaf(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(leaf).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean)
}

/** The members of an object; none for anything else. */
export function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
