/**
 * @apollo/server before @apollo/gateway as well as it can be set: agencies asked by an undici pool in place of the default
 * client, no cache hints and no traces, a bare Node server in front. Callers send the digest of a persisted query.
 */
import { createServer } from 'node:http'
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway'
import { ApolloServer, HeaderMap } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import { listen, readBody, send } from '../bare-server.ts'
import { undiciFetcher } from './undici-fetcher.ts'

const okStatus = 200

/** Starts it on any free port of loopback; gives its address. */
export async function startPeer(supergraph: string): Promise<string> {
  const fetcher = undiciFetcher()
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    buildService: ({ url }) =>
      new RemoteGraphQLDataSource({ url: url ?? '', fetcher, honorSubgraphCacheControlHeader: false }),
  })
  const apollo = new ApolloServer({
    gateway,
    cache: 'bounded',
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
  })
  await apollo.start()
  const server = createServer((request, response) => {
    readBody(request)
      .then(async (bytes) => {
        const { status, body } = await apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: {
            method: 'POST',
            headers: new HeaderMap(
              Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const),
            ),
            search: '',
            body: JSON.parse(bytes.toString('utf8')),
          },
          context: async () => ({}),
        })
        send(response, status ?? okStatus, Buffer.from(body.kind === 'complete' ? body.string : ''))
      })
      .catch((error: unknown) => send(response, 502, Buffer.from(String(error))))
  })
  return `${await listen(server)}/`
}
