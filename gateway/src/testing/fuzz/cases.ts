/** What one case is made of: small numbers, each of which picks among what the hub's graph has, so that a failing case shrinks. */
import fc from 'fast-check'

/** One selection; `below` is what it selects where it can. */
export interface Pick {
  readonly what: number
  readonly name: number
  /** Itself, or in which fragment. */
  readonly form: number
  readonly condition: number
  readonly args: number
  readonly below: readonly Pick[]
}

export interface RootPick extends Pick {
  /** Whom the root's arguments name. */
  readonly who: readonly number[]
  /** How they are written: constants, variables, both. */
  readonly written: number
}

export interface ContractSpec {
  readonly kind: number
  readonly grants: readonly number[]
  readonly fields: number
  readonly extra: readonly number[]
  readonly divisions: number
  readonly subjects: number
  readonly isWhole: boolean
}

export interface RowSpec {
  readonly item: number
  readonly subject: number
  readonly kind: number
  readonly determined: number
  readonly concluded: number
  readonly valid: number
  readonly removed: number
  readonly source: number
  readonly isOngoing: boolean
  readonly seriousness: number
  readonly division: number
  readonly standing: number
  readonly payload: number
}

/** One asking of the document: the values of its variables. */
export interface AskSpec {
  readonly isOn: boolean
  readonly maybe: number
  readonly count: number
  readonly shift: number
  readonly row: number
}

export interface CaseSpec {
  /** Items the case is about; most rows, grants and selections are of these. */
  readonly focus: readonly number[]
  readonly contract: ContractSpec
  readonly rows: readonly RowSpec[]
  readonly consents: readonly number[]
  /** How old the standings are, and whether the office answers. */
  readonly facts: number
  readonly roots: readonly RootPick[]
  readonly asks: readonly AskSpec[]
}

/** Selections at most, by level: subject, agency, connection, record, part. A record's come as early as its root's. */
const widths = [2, 2, 3, 5, 3]
/** Evenly: a number picks among things, and its ends are no edges. */
const small = (max: number): fc.Arbitrary<number> => fc.noBias(fc.nat({ max }))

/** Rows and questions meet at the same subjects. */
const oftenFirst = (max: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: small(max) })

const pickOf = (below: fc.Arbitrary<readonly Pick[]>) => ({
  what: small(63),
  name: small(11),
  form: small(15),
  condition: small(99),
  args: small(63),
  below,
})

function picks(level: number): fc.Arbitrary<readonly Pick[]> {
  const width = widths[level]
  if (width === undefined) return fc.constant([])
  return fc.array(fc.record(pickOf(picks(level + 1))), { minLength: 1, maxLength: width })
}

const root: fc.Arbitrary<RootPick> = fc.record({
  ...pickOf(picks(0)),
  who: fc.array(oftenFirst(31), { maxLength: 4 }),
  written: small(7),
})

const contract: fc.Arbitrary<ContractSpec> = fc.record({
  kind: small(13),
  grants: fc.array(small(9), { minLength: 1, maxLength: 6 }),
  fields: small(2 ** 16),
  extra: fc.array(small(99), { maxLength: 3 }),
  divisions: small(17),
  subjects: small(9),
  isWhole: small(6).map((one) => one === 6),
})

const row: fc.Arbitrary<RowSpec> = fc.record({
  item: small(2),
  subject: oftenFirst(4),
  kind: small(3),
  determined: small(63),
  concluded: small(39),
  valid: small(39),
  removed: small(39),
  source: small(15),
  isOngoing: fc.boolean(),
  seriousness: small(9),
  division: small(3),
  standing: small(14),
  payload: small(2 ** 16),
})

/** Mostly one of the rich items, which come first. */
const focus = fc.oneof({ weight: 4, arbitrary: small(13) }, { weight: 1, arbitrary: small(99) })

const ask: fc.Arbitrary<AskSpec> = fc.record({
  isOn: fc.boolean(),
  maybe: small(2),
  count: small(7),
  shift: oftenFirst(4),
  row: small(7),
})

/** Random cases. */
export const cases: fc.Arbitrary<CaseSpec> = fc.record({
  focus: fc.array(focus, { minLength: 1, maxLength: 3 }),
  contract,
  rows: fc.array(row, { minLength: 2, maxLength: 16 }),
  consents: fc.array(small(7), { minLength: 1, maxLength: 8 }),
  facts: small(19),
  roots: fc.array(root, { minLength: 1, maxLength: 2 }),
  asks: fc.array(ask, { minLength: 1, maxLength: 2 }),
})

/** The one of a list that a number picks. */
export function chosen<T>(list: readonly T[], pick: number): T {
  const one = list[pick % list.length]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}
