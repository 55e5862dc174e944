/** REG-14.3, REG-14.4, D10, D11: the words of the prohibited categories and of the five consent-only kinds. */
import type { Catalog, ConsentOnlyEntry, DenyEntry } from './catalog-item.ts'
import { type SplitName, splitName } from './split-words.ts'

/**
 * The prohibited category a field name, payload key, title or description falls under.
 * @example findProhibited('patient_blood_type', catalog)?.id // 'deny.bloodType'
 */
export function findProhibited(name: string, catalog: Catalog): DenyEntry | undefined {
  const split = splitName(name)
  return matchersOf(catalog).prohibited.find(({ matches }) => matches(split))?.entry
}

/** The consent-only kind a name falls under; it binds for natural persons only (D11). */
export function findConsentOnly(name: string, catalog: Catalog): ConsentOnlyEntry | undefined {
  const split = splitName(name)
  return matchersOf(catalog).consentOnly.find(({ matches }) => matches(split))?.entry
}

interface Matcher<Entry> {
  readonly entry: Entry
  readonly matches: (name: SplitName) => boolean
}

interface Matchers {
  readonly prohibited: readonly Matcher<DenyEntry>[]
  readonly consentOnly: readonly Matcher<ConsentOnlyEntry>[]
}

const known = new WeakMap<Catalog, Matchers>()

function matchersOf(catalog: Catalog): Matchers {
  const before = known.get(catalog)
  if (before !== undefined) return before
  const matchers = { prohibited: catalog.prohibited.map(matcherOf), consentOnly: catalog.consentOnly.map(matcherOf) }
  known.set(catalog, matchers)
  return matchers
}

function matcherOf<Entry extends DenyEntry | ConsentOnlyEntry>(entry: Entry): Matcher<Entry> {
  const words = latinForms(entry.words)
  const exceptions = latinForms(entry.notTheseWords)
  const han = hanForms(entry.words)
  const hanExceptions = hanForms(entry.notTheseWords)
  const matches = (name: SplitName): boolean => {
    const hits = ranges(name.words, words)
    const excused = hits.length === 0 ? [] : ranges(name.words, exceptions)
    const isHit = hits.some(([from, to]) => !excused.some(([start, end]) => start <= from && to <= end))
    return isHit || holdsHan(name.han, han, hanExceptions)
  }
  return { entry, matches }
}

interface LatinForms {
  readonly forms: ReadonlySet<string>
  /** Letters of the longest form: no longer run of words is worth joining. */
  readonly longest: number
}

/** The word without its joints, and its plural: `bloodType` → `bloodtype`, `bloodtypes`. */
function latinForms(entries: readonly string[]): LatinForms {
  const joined = entries.map((entry) => splitName(entry).words.join('')).filter((word) => word !== '')
  const forms = new Set(
    joined.flatMap((word) => [word, `${word}s`, `${word}es`, word.replace(/y$/u, 'ies').replace(/sis$/u, 'ses')]),
  )
  return { forms, longest: Math.max(0, ...[...forms].map(({ length }) => length)) }
}

function hanForms(entries: readonly string[]): readonly string[] {
  return entries.map((entry) => splitName(entry).han).filter((word) => /\p{Script=Han}/u.test(word))
}

/** Runs of neighbouring words that together read as one of the forms: whole words, however they were joined or split. */
function ranges(words: readonly string[], { forms, longest }: LatinForms): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = []
  for (let from = 0; from < words.length; from += 1) {
    let run = ''
    for (let to = from; to < words.length; to += 1) {
      run += words[to] ?? ''
      if (run.length > longest) break
      if (forms.has(run)) found.push([from, to])
    }
  }
  return found
}

function holdsHan(text: string, words: readonly string[], exceptions: readonly string[]): boolean {
  // The exception leaves a mark behind, so that what stood around it does not close into a new word.
  const rest = exceptions.reduce((left, exception) => left.replaceAll(exception, '\u0000'), text)
  return words.some((word) => rest.includes(word))
}
