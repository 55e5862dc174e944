/**
 * The hub's answer beside the oracle's. Compared are:
 * - `data`: byte for byte as JSON, so order and nulls too; cursors are sealed alike, so they are compared like any value;
 * - refusals: the list of (path, code), paths without places in lists of rows, places in lists of subjects and records kept.
 *   The hub tells a refusal once a path whether there are rows or not, since no error may speak of a row; so it is held to
 *   what the oracle refuses in an imagined answer in which every place holds one row;
 * - `NOT_FOUND` of records asked by id: from the oracle's answer over the real rows;
 * - under `whole`: any of those refusals, `NOT_FOUND` aside, refuses the request with one of their codes and no data; the
 *   contract is judged before consents (D17), so a code that stands below a place without consent is as good a reason.
 * Messages, articles and the order of errors are not compared; a failure of an agency is always a difference.
 */
import type { GraphQLAnswer } from '../test-hub.ts'
import type { OracleAnswer } from './oracle.ts'

export interface Expected {
  readonly real: OracleAnswer
  readonly imagined: OracleAnswer
  /** The imagined answer if everybody had consented. */
  readonly consented: OracleAnswer
  readonly isWhole: boolean
}

/** What differs, in words; nothing when all is equal. */
export function differences(
  answer: GraphQLAnswer,
  { real, imagined, consented, isWhole }: Expected,
): readonly string[] {
  const refused = imagined.errors.filter(({ code }) => code !== 'NOT_FOUND')
  if (isWhole && refused.length > 0) {
    const reasons = [...refused, ...consented.errors].map(({ code }) => code)
    return wholeDifferences(answer, new Set(reasons.filter((code) => code !== 'NOT_FOUND')))
  }
  const expected = [...refused, ...real.errors.filter(({ code }) => code === 'NOT_FOUND')]
  const told = (answer.errors ?? []).map((one) => ({
    path: (one.path ?? []) as readonly (string | number)[],
    code: String(one.extensions['code']),
  }))
  return [
    ...compared('data', JSON.stringify(answer.data), JSON.stringify(real.data)),
    ...compared('errors', listed(told), listed(expected)),
  ]
}

function wholeDifferences({ data, errors = [] }: GraphQLAnswer, codes: ReadonlySet<string>): readonly string[] {
  const [one] = errors
  const isRefused = errors.length === 1 && codes.has(String(one?.extensions['code']))
  if (isRefused && (data ?? null) === null) return []
  return [`expected a whole refusal (${[...codes].join(' ')}), got ${JSON.stringify({ data, errors })}`]
}

function compared(what: string, got: string | undefined, expected: string | undefined): readonly string[] {
  return got === expected ? [] : [`${what} expected\n  ${expected}\n${what} got\n  ${got}`]
}

function listed(errors: OracleAnswer['errors']): string {
  return errors
    .map(({ path, code }) => `${code} ${withoutRows(path).join('.')}`)
    .toSorted()
    .join('\n  ')
}

/** A number right behind the root's name is a place in a list of subjects or records. */
function withoutRows(path: readonly (string | number)[]): readonly (string | number)[] {
  return path.filter((part, index) => typeof part === 'string' || index === 1)
}
