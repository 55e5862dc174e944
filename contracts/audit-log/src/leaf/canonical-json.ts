/** Canonical JSON (RFC 8785): members in the order of their UTF-16 units, no space, numbers as ECMAScript writes them. */

/** Plain JSON, for reading only. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** @throws TypeError for what JSON cannot say: undefined, not a finite number, a lone surrogate. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('expected well-formed text')
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('expected a finite number')
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object') throw new TypeError('expected plain JSON')
  const members = Object.keys(value)
    .sort()
    .map((name) => `${canonicalJson(name)}:${canonicalJson(value[name] as Json)}`)
  return `{${members.join(',')}}`
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
