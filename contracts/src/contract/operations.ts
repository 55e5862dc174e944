/** The registered operations of a contract: by file name, readable, and free of prohibited words (REG-14.4). */
import type { Catalog } from '@xinqiao/schema'
import { type DocumentNode, GraphQLError, parse, visit } from 'graphql'
import type { Place } from '../reading/document-reader.ts'
import { prohibitedCategory } from '../rules/prohibited-category.ts'
import type { Contract } from './contract.ts'

interface OperationsContext {
  readonly catalog: Catalog
  readonly operations: ReadonlyMap<string, string>
}

/** The operations the contract lists and the one its feed names. */
export function readOperations(list: Place, feed: Place, context: OperationsContext): Contract['operations'] {
  const places = [...(list.isGiven ? list.list() : []), ...(feed.isGiven ? [feed] : [])]
  const read = new Map<string, string>()
  for (const place of places) {
    const name = place.text()
    if (name === '' || read.has(name)) continue
    const text = context.operations.get(name)
    if (text === undefined) {
      place.refuse('no operation file of this name')
      continue
    }
    checkOperation(place, text, context.catalog)
    read.set(name, text)
  }
  return Object.freeze([...read].map(([name, text]) => Object.freeze({ name, text })))
}

function checkOperation(place: Place, text: string, catalog: Catalog): void {
  const document = parsed(place, text)
  if (document === undefined) return
  visit(document, {
    Name: ({ value }) => {
      const refused = prohibitedCategory(value, catalog)
      if (refused !== null) place.refuse(`names a prohibited category (${refused.article})`, 'PROHIBITED_CATEGORY')
    },
  })
}

function parsed(place: Place, text: string): DocumentNode | undefined {
  try {
    return parse(text, { maxTokens: 20_000 })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    const line = error.locations?.[0]?.line ?? 1
    place.refuse(`the operation is not GraphQL, line ${line}`, 'GRAPHQL_PARSE_FAILED')
    return undefined
  }
}
