/** Data standards as they are kept: an item may take a shape that several items share. */
import { type Finding, SchemaError } from '../errors.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Puts shapes in place of their names: `amr.penalty: penalty`, or `like: permit` beside fields of the item's own.
 * @throws SchemaError `STANDARD_INVALID` for a shape that does not exist, or a field that the shape has already
 */
export function withShapes(document: Fields, shapes: Fields): Fields {
  const findings: Finding[] = []
  const full = Object.entries(document).map(
    ([item, written]) => [item, fieldsOf(item, written, shapes, findings)] as const,
  )
  if (findings.length > 0) throw new SchemaError('STANDARD_INVALID', findings)
  return Object.fromEntries(full)
}

function fieldsOf(item: string, written: unknown, shapes: Fields, findings: Finding[]): unknown {
  if (typeof written === 'string') return shapeOf(item, written, shapes, findings)
  if (!isFields(written) || !('like' in written)) return written
  const { like, ...own } = written
  const shape = shapeOf(item, String(like), shapes, findings)
  const twice = Object.keys(own).filter((name) => Object.hasOwn(shape, name))
  findings.push(...twice.map((name) => ({ path: `${item}.${name}`, message: 'the shape has this field already' })))
  return { ...shape, ...own }
}

function shapeOf(item: string, name: string, shapes: Fields, findings: Finding[]): Fields {
  const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined
  if (isFields(shape)) return shape
  findings.push({ path: item, message: `expected a shape of standards/shapes.yaml, got ${name}` })
  return {}
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
