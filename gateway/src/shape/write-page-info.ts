/** A page's end as the caller asks for it: whether more may be shown, and the hub's own cursor. */
import type { AskedField } from '../decide/asked-field.ts'
import type { Page } from '../lawful-rows/lawful.ts'
import { textJson } from './write-leaf.ts'

/** JSON of `pageInfo`. */
export function pageInfoJson(field: AskedField, page: Page | undefined): string {
  const [typename = '', fields = []] = field.below?.entries().next().value ?? []
  const parts = fields.map((one) => `${JSON.stringify(one.response)}:${part(one.name, typename, page)}`)
  return `{${parts.join(',')}}`
}

function part(name: string, typename: string, page: Page | undefined): string {
  if (name === '__typename') return textJson(typename)
  if (page?.kind !== 'page') return 'null'
  if (name === 'hasNextPage') return String(page.hasNextPage)
  const cursor = name === 'endCursor' ? page.endCursor() : null
  return cursor === null ? 'null' : textJson(cursor)
}
