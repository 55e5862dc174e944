/** National base and province laid over each other: the catalog as one document. */
import { type Finding, SchemaError } from '../errors.ts'

type Layer = Readonly<Record<string, unknown>>

/**
 * Joins the layers member by member; maps and lists grow, nothing is replaced: a layer cannot rewrite what stands below it.
 * @throws SchemaError `CATALOG_INVALID` when two layers say the same thing
 */
export function mergeLayers(base: unknown, over: unknown): unknown {
  const findings: Finding[] = []
  const merged = joined(base, over, '', findings)
  if (findings.length > 0) throw new SchemaError('CATALOG_INVALID', findings)
  return merged
}

function joined(base: unknown, over: unknown, path: string, findings: Finding[]): unknown {
  if (Array.isArray(base) && Array.isArray(over)) return [...(base as unknown[]), ...(over as unknown[])]
  if (!isLayer(base) || !isLayer(over)) {
    findings.push({ path, message: 'a layer may add, never replace what the layer below says' })
    return base
  }
  const result: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over))
    result[key] = Object.hasOwn(base, key)
      ? joined(base[key], value, path === '' ? key : `${path}.${key}`, findings)
      : value
  return result
}

function isLayer(value: unknown): value is Layer {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
