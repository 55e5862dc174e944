/** Resolvers of every agency's SDL, by the mechanical names of the graph: the same for all items (law/data-standards.yaml, head). */
import {
  type Catalog,
  type CatalogItem,
  itemsOfProvider,
  type ProviderId,
  placeField,
  providerTypeName,
  subjectTypeNames,
  typeName,
} from '@xinqiao/schema'
import { GatewayCallRefused } from '../errors.ts'
import type { PageQuestion } from '../record-source.ts'
import { knownAs } from './known-resolvers.ts'
import { pageArguments } from './page-arguments.ts'
import type { RecordLoader } from './record-loader.ts'
import { recordObject } from './record-object.ts'
import { pageInfo } from './write-record.ts'

/** What every resolver gets besides its arguments. */
export interface OperationContext {
  readonly loader: RecordLoader
  /** Items the signed call names; a record of another item is not even looked for. */
  readonly named: ReadonlySet<string>
  /** Contract and version under which the hub asks, as its signature says. */
  readonly contract: string
}

type Resolver = (
  parent: Readonly<Record<string, unknown>>,
  args: Readonly<Record<string, unknown>>,
  context: OperationContext,
) => unknown
/** Type → field (or `__resolveReference`) → resolver. */
export type SubgraphResolvers = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Subject types with the member that is their key. */
const subjects = [
  { subject: 'Organization', key: 'uscc', kinds: ['legal_person', 'unincorporated'] },
  { subject: 'NaturalPerson', key: 'ref', kinds: ['natural_person'] },
] as const

/**
 * Makes the resolvers of one provider: subjects, its items below them, and its records by id. Each is marked for the compiler
 * (known-resolvers.ts), which has to do the very same; an agency that puts another in its place is run by graphql-js.
 */
export function itemResolvers(provider: ProviderId, catalog: Catalog): SubgraphResolvers {
  const items = itemsOfProvider(catalog, provider)
  const types: Record<string, Record<string, unknown>> = {}
  for (const { subject, key, kinds } of subjects) {
    const name = subject === 'Organization' ? subjectTypeNames.organization : subjectTypeNames.naturalPerson
    const open = items.filter((item) => item.subjects.some((kind) => kinds.some((known) => known === kind)))
    types[name] = {
      __resolveReference: knownAs({ kind: 'subject', key }, (reference: Readonly<Record<string, unknown>>) => ({
        __typename: name,
        [key]: reference[key],
        key: reference[key],
      })),
      [provider]: knownAs({ kind: 'provider' }, (parent: Readonly<Record<string, unknown>>) => ({
        key: parent['key'],
      })),
    }
    types[providerTypeName(subject, provider)] = Object.fromEntries(
      open.map((item) => [placeField(item), knownAs({ kind: 'place', item }, placeResolver(item, catalog))]),
    )
  }
  for (const item of items)
    types[typeName(item.id)] = {
      __resolveReference: knownAs({ kind: 'record', item }, referenceResolver(item, catalog)),
    }
  return types
}

function referenceResolver(item: CatalogItem, catalog: Catalog) {
  return async (reference: { readonly id: string }, { loader, named }: OperationContext): Promise<unknown> => {
    // A representation names its type by itself: without a field of it, the operation does not say what it reads.
    if (!named.has(item.id))
      throw new GatewayCallRefused('ITEM_NOT_IN_CONTRACT', 403, `The signed call does not name the item: ${item.id}.`)
    const record = await loader.record(reference.id)
    return record === null || record.item !== item.id ? null : recordObject(record, catalog)
  }
}

function placeResolver(item: CatalogItem, catalog: Catalog): Resolver {
  return async (parent, args, { loader }) => {
    const question: PageQuestion = {
      item: item.id,
      subject: String(parent['key']),
      ...(item.many ? pageArguments(args) : { first: 1, after: null }),
    }
    const rows = await loader.page(question)
    if (item.many)
      return {
        nodes: rows.slice(0, question.first).map((record) => recordObject(record, catalog)),
        pageInfo: pageInfo({ rows, first: question.first }),
      }
    const [current] = rows
    return current === undefined ? null : recordObject(current, catalog)
  }
}
