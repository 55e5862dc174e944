/**
 * A stock subgraph, as the books of Apollo have it: @apollo/subgraph's schema in an @apollo/server over bare node http,
 * resolvers by field, a dataloader of each request, pg with a prepared statement. It answers from the same rows by the same
 * SQL as the kit, to whoever asks: no signature, no items, no call log, no limits.
 */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { ApolloServer, HeaderMap } from '@apollo/server'
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph'
import {
  itemsOfProvider,
  type ProviderId,
  placeField,
  providerTypeName,
  provincialCatalog,
  typeName,
} from '@xinqiao/schema'
import DataLoader from 'dataloader'
import { parse } from 'graphql'
import pg from 'pg'
import { contentType, listen, readBody, send } from '../bare-server.ts'
import { type PageRow, type StockQuestion, stockPages } from './stock-pages.ts'

/** What one stock subgraph is started with. */
export interface StockWish {
  readonly provider: ProviderId
  readonly sdl: string
  readonly databaseUrl: string
}

interface StockContext {
  readonly pages: DataLoader<StockQuestion, readonly PageRow[], string>
}

/** As many connections as the kit holds for its queries. */
const connections = 8
const firstDefault = 20

/** Starts it on any free port of loopback; gives its address. */
export async function startStockAgency({ provider, sdl, databaseUrl }: StockWish): Promise<string> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections })
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolversOf(provider) }])
  const server = new ApolloServer<StockContext>({ schema, includeStacktraceInErrorResponses: false })
  await server.start()
  const context = async (): Promise<StockContext> => ({
    pages: new DataLoader((questions) => stockPages(pool, questions), {
      cacheKeyFn: (question) => JSON.stringify(question),
    }),
  })
  const front = createServer((request, response) => {
    readBody(request)
      .then((bytes) =>
        server.executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: request.method ?? '',
            headers: headerMap(request.headers),
            search: '',
            body: JSON.parse(bytes.toString('utf8')),
          },
          context,
        }),
      )
      .then(({ status, body }) => {
        send(response, status ?? 200, Buffer.from(body.kind === 'complete' ? body.string : ''))
      })
      .catch((error: unknown) => {
        console.error(error)
        send(response, 500, Buffer.from('{}'), { 'content-type': contentType })
      })
  })
  return listen(front)
}

function headerMap(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap()
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value)
  return map
}

/** Resolvers of the organization and of every item below it. */
function resolversOf(provider: ProviderId): GraphQLResolverMap<StockContext> {
  const items = itemsOfProvider(provincialCatalog(), provider).filter(({ subjects }) =>
    subjects.includes('legal_person'),
  )
  const places = items.map((item) => [
    placeField(item),
    async (parent: { readonly uscc: string }, args: { readonly first?: number }, { pages }: StockContext) => {
      const first = item.many ? (args.first ?? firstDefault) : 1
      const rows = await pages.load({ item: item.id, subject: parent.uscc, first })
      const records = rows.slice(0, first).map((row) => ({
        ...row.data,
        ...row,
        __typename: typeName(item.id),
        id: row.record,
        class: item.class,
        provider,
        masked: [],
      }))
      if (!item.many) return records[0] ?? null
      const last = records.at(-1)
      const endCursor =
        last === undefined ? null : Buffer.from(`${last.determinedOn}|${last.record}`).toString('base64url')
      return { nodes: records, pageInfo: { hasNextPage: rows.length > first, endCursor } }
    },
  ])
  return {
    Organization: {
      __resolveReference: ({ uscc }: { readonly uscc: string }) => ({ uscc }),
      [provider]: ({ uscc }: { readonly uscc: string }) => ({ uscc }),
    },
    [providerTypeName('Organization', provider)]: Object.fromEntries(places),
  }
}
