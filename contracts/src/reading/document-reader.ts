/** Reads a document of unknown shape and collects every mistake with its path, so that all are told at once. */
import { parseLegalDate } from '@xinqiao/schema'
import { ContractError, type DocumentFinding } from '../errors.ts'

/** One place in a document. Reading what is not there or not of the kind notes a finding and answers with a blank. */
export class Place {
  readonly value: unknown
  readonly path: string
  readonly #findings: DocumentFinding[]

  constructor(value: unknown, path: string, findings: DocumentFinding[]) {
    this.value = value
    this.path = path
    this.#findings = findings
  }

  get isGiven(): boolean {
    return this.value !== undefined && this.value !== null
  }

  /** Notes a mistake here; the value itself is never told. */
  refuse(message: string, code: DocumentFinding['code'] = 'FORMAT_INVALID'): void {
    this.#findings.push({ path: this.path, code, message })
  }

  /** The member of an object; a place that is no object has been noted by `keys`. */
  at(key: string): Place {
    const value = isObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined
    return new Place(value, this.path === '' ? key : `${this.path}.${key}`, this.#findings)
  }

  /** Holds the place to an object with these keys and no other. */
  keys(known: readonly string[]): this {
    if (!isObject(this.value)) {
      this.refuse('expected a map of keys and values')
      return this
    }
    for (const key of Object.keys(this.value)) {
      if (!known.includes(key)) this.at(key).refuse(`unknown key; expected one of ${known.join(', ')}`)
    }
    return this
  }

  list(): readonly Place[] {
    if (!Array.isArray(this.value)) {
      this.refuse('expected a list')
      return []
    }
    return this.value.map((one: unknown, index) => new Place(one, `${this.path}[${index}]`, this.#findings))
  }

  /** Texts of a list that must hold at least one. */
  texts(): readonly string[] {
    const places = this.list()
    if (Array.isArray(this.value) && places.length === 0) this.refuse('expected at least one entry')
    return places.map((place) => place.text())
  }

  text(): string {
    if (typeof this.value === 'string' && this.value.trim() !== '') return this.value
    this.refuse('expected text')
    return ''
  }

  textOr<T>(absent: T): string | T {
    return this.isGiven ? this.text() : absent
  }

  oneOf<T extends string>(values: readonly T[]): T {
    const found = values.find((value) => value === this.value)
    if (found !== undefined) return found
    this.refuse(`expected one of ${values.join(', ')}`)
    return values[0] as T
  }

  date(): string {
    const date = typeof this.value === 'string' ? parseLegalDate(this.value) : undefined
    if (date !== undefined) return date
    this.refuse('expected a calendar date YYYY-MM-DD')
    return '1970-01-01'
  }

  /** A whole number from `min`. */
  count(min: number): number {
    if (typeof this.value === 'number' && Number.isSafeInteger(this.value) && this.value >= min) return this.value
    this.refuse(`expected a whole number from ${min}`)
    return min
  }

  flag(): boolean {
    if (typeof this.value === 'boolean') return this.value
    this.refuse('expected true or false')
    return false
  }
}

/**
 * Runs a reader over a document.
 *
 * @throws ContractError with every finding
 */
export function readDocument<T>(document: unknown, source: string, read: (root: Place) => T): T {
  const findings: DocumentFinding[] = []
  const result = read(new Place(document, '', findings))
  if (findings.length > 0) throw new ContractError(source, withoutRepeats(findings))
  return result
}

/** A place may be read twice, for its shape and for its meaning; its mistake is told once. */
function withoutRepeats(findings: readonly DocumentFinding[]): readonly DocumentFinding[] {
  const byText = new Map(findings.map((finding) => [`${finding.path} ${finding.code} ${finding.message}`, finding]))
  return [...byText.values()]
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
