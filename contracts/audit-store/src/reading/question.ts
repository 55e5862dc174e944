/** Questions to the index, read from JSON that a stranger may have sent; each mistake names its field. */
import { AuditStoreError } from '../errors.ts'
import { pageMax, pseudonymsMax, wordLengthMax } from '../limits.ts'

/** Where a page ends: the place of its last entry. */
export interface Place {
  readonly at: number
  readonly origin: string
  readonly index: number
}

interface Paged {
  /** UTC milliseconds, `from` included, `to` not. */
  readonly from: number | null
  readonly to: number | null
  /** Goes on behind this place; newest first. */
  readonly after: Place | null
  readonly first: number
}

/** An auditor's search: what is given must all hold. */
export interface SearchQuestion extends Paged {
  readonly agency: string | null
  readonly contract: string | null
  readonly purpose: string | null
  readonly item: string | null
  readonly code: string | null
  readonly kind: string | null
  /** A subject's or an official's. */
  readonly pseudonym: string | null
}

/** The office's question: what was done to the holder of these pseudonyms, each with its month (audit.md §6). */
export interface LookupQuestion extends Paged {
  readonly pseudonyms: readonly { readonly month: string; readonly pseudonym: string }[]
}

type Fields = Readonly<Record<string, unknown>>

/**
 * A search is an entry of the log with its words in it (audit.md §5), so only words of the hub's own making are taken: no
 * number of a citizen or a company and no name has one of these forms.
 */
const searchForms = {
  agency: [/^[a-z][a-z0-9-]{0,39}$/, 'the id of a body, for example tax'],
  contract: [/^(?:[A-Za-z0-9]+-[A-Za-z0-9-]{1,60}|[a-z]+)(?:@\d{1,6})?$/, 'a contract, for example CT-42 or CT-42@7'],
  purpose: [/^[A-Z]+(?:_[A-Z0-9]+)*$/, 'a purpose code'],
  item: [/^[a-z]+(?:\.[A-Za-z][A-Za-z0-9]*)+$/, 'a catalog item, for example tax.credit.grade'],
  code: [/^[A-Z]+(?:_[A-Z0-9]+)*$/, 'a refusal code'],
  kind: [/^[a-z]+$/, 'a kind of entry, for example query'],
  pseudonym: [/^[A-Za-z0-9_-]{22}$/, 'a pseudonym, 22 characters'],
} as const
const searchWords = Object.keys(searchForms) as readonly (keyof typeof searchForms)[]
const paging = ['from', 'to', 'after', 'first'] as const
const placeForm = /^(\d{1,16})\|([^|]{1,200})\|(\d{1,16})$/
const monthForm = /^\d{4}-(0[1-9]|1[0-2])$/

/**
 * Reads a search.
 * @throws AuditStoreError `AUDIT_QUESTION_INVALID`
 */
export function readSearch(body: Fields): SearchQuestion {
  knownOnly(body, [...searchWords, ...paging])
  const words = Object.fromEntries(searchWords.map((name) => [name, formed(body, name)]))
  return { ...(words as Record<keyof typeof searchForms, string | null>), ...paged(body) }
}

/**
 * Reads a look-up: `pseudonyms` is `{month: [pseudonym, …]}`.
 * @throws AuditStoreError `AUDIT_QUESTION_INVALID`
 */
export function readLookup(body: Fields): LookupQuestion {
  knownOnly(body, ['pseudonyms', ...paging])
  const given = body['pseudonyms']
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw invalid('pseudonyms', 'an object of months')
  const pseudonyms = Object.entries(given).flatMap(([month, names]: [string, unknown]) => {
    if (!monthForm.test(month) || !Array.isArray(names)) throw invalid('pseudonyms', 'months (2026-11) with lists')
    return names.map((name: unknown) => {
      const isOne = typeof name === 'string' && searchForms.pseudonym[0].test(name)
      if (!isOne) throw invalid('pseudonyms', 'lists of pseudonyms, 22 characters each')
      return { month, pseudonym: name }
    })
  })
  if (pseudonyms.length > pseudonymsMax) throw invalid('pseudonyms', `at most ${pseudonymsMax} pseudonyms`)
  return { pseudonyms, ...paged(body) }
}

/** A place as the text that a page's `next` is. */
export function placeText({ at, origin, index }: Place): string {
  return Buffer.from(`${at}|${origin}|${index}`).toString('base64url')
}

function paged(body: Fields): Paged {
  return {
    from: whole(body, 'from', Number.MAX_SAFE_INTEGER),
    to: whole(body, 'to', Number.MAX_SAFE_INTEGER),
    after: place(word(body, 'after')),
    first: whole(body, 'first', pageMax) ?? pageMax,
  }
}

function place(text: string | null): Place | null {
  if (text === null) return null
  const [, at, origin, index] = placeForm.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? []
  if (at === undefined || origin === undefined || index === undefined) throw invalid('after', "a page's `next`")
  return { at: Number(at), origin, index: Number(index) }
}

function formed(body: Fields, name: keyof typeof searchForms): string | null {
  const [form, expected] = searchForms[name]
  const value = word(body, name)
  if (value !== null && !form.test(value)) throw invalid(name, expected)
  return value
}

function word(body: Fields, name: string): string | null {
  const value = body[name] ?? null
  if (value === null) return null
  if (typeof value !== 'string' || value === '' || value.length > wordLengthMax || value.includes('\0'))
    throw invalid(name, `text of at most ${wordLengthMax} characters`)
  return value
}

function whole(body: Fields, name: string, most: number): number | null {
  const value = body[name] ?? null
  if (value === null) return null
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || value > most)
    throw invalid(name, `a whole number of at most ${most}`)
  return value
}

function knownOnly(body: Fields, names: readonly string[]): void {
  const unknown = Object.keys(body).filter((name) => !names.includes(name))
  if (unknown.length > 0) throw invalid('question', `only the fields ${names.join(', ')}`)
}

function invalid(name: string, expected: string): AuditStoreError {
  return new AuditStoreError('AUDIT_QUESTION_INVALID', `${name}: expected ${expected}`)
}
