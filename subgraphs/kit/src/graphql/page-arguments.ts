/** Arguments of a page: `first` within its bounds, `after` a cursor this subgraph gave. */
import { KitError } from '../errors.ts'
import { pageRowsMax } from '../limits.ts'
import type { PageQuestion } from '../record-source.ts'
import { readPageCursor } from './page-cursor.ts'

/** As the schema types them: `first: Int = 20, after: String`. */
export interface PageArguments {
  readonly first?: number
  readonly after?: string | null
}

const firstDefault = 20

/**
 * Reads them.
 * @throws KitError `BAD_USER_INPUT`
 */
export function pageArguments({
  first = firstDefault,
  after = null,
}: PageArguments): Pick<PageQuestion, 'first' | 'after'> {
  if (!Number.isInteger(first) || first < 1 || first > pageRowsMax)
    throw new KitError('BAD_USER_INPUT', 400, `Expected first between 1 and ${pageRowsMax}.`)
  return { first, after: after === null ? null : readPageCursor(after) }
}
