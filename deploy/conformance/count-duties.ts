/** Counts the ids in test titles against the duties of the law. */

/** A test as the report names it. */
export interface NamedTest {
  readonly file: string
  readonly line: number
  readonly title: string
}

export type DutyState = 'proven' | 'partly' | 'unproven'

export interface CountedDuty {
  readonly id: string
  readonly kind: string
  readonly duty: string
  readonly state: DutyState
  readonly tests: readonly NamedTest[]
}

/** An id in a title that no duty has: a typing error would else prove nothing in silence. */
export interface UnknownId {
  readonly id: string
  readonly test: NamedTest
}

export interface DutyCount {
  readonly duties: readonly CountedDuty[]
  readonly unknown: readonly UnknownId[]
}

export interface DutyRow {
  readonly id: string
  readonly kind: string
  readonly duty: string
}

/** What one bracket of a title claims. */
interface Claim {
  readonly id: string
  readonly partly: boolean
}

/** A duty is proven by one test that bears its exact id, partly by tests that say `[id partly]`. */
export function countDuties(rows: readonly DutyRow[], tests: readonly NamedTest[]): DutyCount {
  const known = new Map(rows.map((row) => [row.id, { whole: false, tests: [] as NamedTest[] }]))
  const unknown: UnknownId[] = []
  for (const test of tests) {
    for (const { id, partly } of claimsOf(test.title)) {
      const entry = known.get(id)
      if (entry === undefined) {
        unknown.push({ id, test })
        continue
      }
      entry.whole ||= !partly
      entry.tests.push(test)
    }
  }
  const duties = rows.map(({ id, kind, duty }) => {
    const entry = known.get(id)
    const claims = entry?.tests ?? []
    return { id, kind, duty, state: stateOf(claims.length, entry?.whole ?? false), tests: claims }
  })
  return { duties, unknown }
}

/** How many duties are in each state. */
export function sumOf(duties: readonly CountedDuty[]): Readonly<Record<DutyState, number>> {
  const sum = { proven: 0, partly: 0, unproven: 0 }
  for (const { state } of duties) sum[state] += 1
  return sum
}

/** Brackets that lead a title are ids; later ones only when they look like one (`[REG-27a]`, `[D1]`). */
function claimsOf(title: string): readonly Claim[] {
  const leading = /^\s*(?:\[[^\]]*\]\s*)+/u.exec(title)?.[0] ?? ''
  const brackets = [
    ...bracketsOf(leading),
    ...bracketsOf(title.slice(leading.length)).filter((text) => /^(?:(?:REG|OPI|GUI|PLAN|STD)-|D\d)/u.test(text)),
  ]
  return brackets.map((text) => {
    const partly = text.endsWith(' partly')
    return { id: partly ? text.slice(0, -' partly'.length) : text, partly }
  })
}

function bracketsOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/\[([^\]]*)\]/gu), (match) => (match[1] ?? '').trim())
}

function stateOf(claims: number, whole: boolean): DutyState {
  if (claims === 0) return 'unproven'
  return whole ? 'proven' : 'partly'
}
