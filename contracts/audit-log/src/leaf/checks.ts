/**
 * Checks that forms are made of. A check throws `Mismatch`, or tells whether all members stand in canonical order already:
 * then JSON.stringify writes the canonical text, and at once.
 */

/** True where every object below has its members in the order of RFC 8785. */
export type Check = (value: unknown) => boolean

type Fields = Readonly<Record<string, Check>>

/** What was expected, and where; never what was found. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch'
  readonly path: string
  readonly expected: string

  constructor(expected: string, path = '') {
    super(path === '' ? `expected ${expected}` : `${path}: expected ${expected}`)
    this.path = path
    this.expected = expected
  }
}

export const text: Check = (value) => {
  if (typeof value !== 'string' || !value.isWellFormed()) throw new Mismatch('well-formed text')
  return true
}

/** Whole numbers from 0 on. */
export const count: Check = (value) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new Mismatch('a whole number from 0 on')
  return true
}

export const integer: Check = (value) => {
  if (!Number.isSafeInteger(value)) throw new Mismatch('a whole number')
  return true
}

export function oneOf(...allowed: readonly (string | number)[]): Check {
  return (value) => {
    if (!allowed.includes(value as string)) throw new Mismatch(`one of ${allowed.join(', ')}`)
    return true
  }
}

/** Text of this form; `expected` says it in words. */
export function matching(pattern: RegExp, expected: string): Check {
  return (value) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw new Mismatch(expected)
    return true
  }
}

export function nullable(check: Check): Check {
  return (value) => value === null || check(value)
}

export function list(check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) throw new Mismatch('a list')
    let inOrder = true
    for (let at = 0; at < value.length; at++) if (!under(String(at), check, value[at])) inOrder = false
    return inOrder
  }
}

/** A list of exactly these. */
export function tuple(...checks: readonly Check[]): Check {
  return (value) => {
    if (!Array.isArray(value) || value.length !== checks.length) throw new Mismatch(`a list of ${checks.length}`)
    return checks.every((check, at) => under(String(at), check, value[at]))
  }
}

/** An object with names of any kind and values of one. */
export function record(check: Check): Check {
  return (value) => {
    const source = plain(value)
    let inOrder = true
    let before = ''
    for (const name of Object.keys(source)) {
      text(name)
      if (name < before) inOrder = false
      before = name
      if (!under('*', check, source[name])) inOrder = false
    }
    return inOrder
  }
}

/** A closed object: exactly these members, the optional ones or not. */
export function object(needed: Fields, optional: Fields = {}): Check {
  const members = [...Object.entries(needed), ...Object.entries(optional)]
    .map(([name, check]) => ({ name, check, isNeeded: name in needed }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return (value) => {
    const source = plain(value)
    const names = Object.keys(source)
    let inOrder = true
    let known = 0
    for (const { name, check, isNeeded } of members) {
      const member = source[name]
      if (member === undefined) {
        if (isNeeded) throw new Mismatch('a value', name)
        continue
      }
      if (names[known] !== name) inOrder = false
      known += 1
      if (!under(name, check, member)) inOrder = false
    }
    if (known !== names.length) throw new Mismatch(`no other fields than ${members.map(({ name }) => name).join(', ')}`)
    return inOrder
  }
}

/** An object with a form of its own for each value of one member. */
export function formFor(member: string, forms: Readonly<Record<string, Check>>): Check {
  const known = new Map(Object.entries(forms))
  return (value) => {
    const form = known.get(plain(value)[member] as string)
    if (form === undefined) throw new Mismatch(`one of ${[...known.keys()].join(', ')}`, member)
    return form(value)
  }
}

/** A class of its own might tell JSON.stringify something else than it shows here. */
function plain(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Mismatch('an object')
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new Mismatch('a plain object')
  return value as Readonly<Record<string, unknown>>
}

function under(name: string, check: Check, value: unknown): boolean {
  try {
    return check(value)
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error
    throw new Mismatch(error.expected, error.path === '' ? name : `${name}.${error.path}`)
  }
}
