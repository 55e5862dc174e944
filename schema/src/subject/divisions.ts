/** Administrative divisions, GB/T 2260. A record's division is its acting authority's, not its subject's (law/standards.md §4). */
import table from '../../law/divisions.json' with { type: 'json' }

export interface Division {
  readonly code: string
  readonly zh: string
  readonly en: string
}

const national = '100000'
const hainan = '46'
const provinces: readonly Division[] = Object.freeze(table.provinces)
const provincePrefixes: ReadonlySet<string> = new Set(
  provinces.map(({ code }) => code.slice(0, 2)).filter((prefix) => prefix !== national.slice(0, 2)),
)
const tenants: readonly Division[] = Object.freeze(
  table.hainan.filter(({ level }) => level === 'tenant').map(({ code, zh, en }) => Object.freeze({ code, zh, en })),
)
const known: ReadonlyMap<string, Division> = new Map(
  [...provinces, ...table.hainan].map(({ code, zh, en }) => [code, Object.freeze({ code, zh, en })]),
)
const unsettled: ReadonlySet<string> = new Set(table.unsettled.codes)

/** Every division with a name: the provinces and all of Hainan. */
export function divisions(): readonly Division[] {
  return [...known.values()]
}

/** A division by its code. */
export function division(code: string): Division | undefined {
  return known.get(code)
}

/**
 * Whether a code can stand in a record: Hainan's codes by the table, other provinces' by their prefix
 * (their authorities act on subjects here, and their lower levels change without us), `100000` for national bodies.
 */
export function isDivision(code: string): boolean {
  if (!/^\d{6}$/u.test(code)) return false
  if (code.startsWith(hainan)) return known.has(code) || unsettled.has(code)
  return code === national || provincePrefixes.has(code.slice(0, 2))
}

/** The 19 cities and counties of Hainan (REG-4.2, PLAN-V.1b). */
export function hainanTenants(): readonly Division[] {
  return tenants
}
