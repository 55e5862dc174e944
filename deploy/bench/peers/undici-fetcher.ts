/** The fetcher of @apollo/gateway's data source over undici pools: what the data source reads of a response, and no more. */
import type { RemoteGraphQLDataSource } from '@apollo/gateway'
import { Pool } from 'undici'

type Fetcher = RemoteGraphQLDataSource['fetcher']
type FetcherResponse = Awaited<ReturnType<Fetcher>>

/** Connections to one agency, as many as the gateway may hold. */
const connections = 64
const okFrom = 200
const okBelow = 300

/** Undici's own `fetch` would do as well and cost three times as much. */
export function undiciFetcher(): Fetcher {
  const pools = new Map<string, Pool>()
  return async (url, init) => {
    const { origin, pathname } = new URL(url)
    const pool = pools.get(origin) ?? new Pool(origin, { connections, pipelining: 1 })
    pools.set(origin, pool)
    const { statusCode, headers, body } = await pool.request({
      method: 'POST',
      path: pathname,
      headers: init?.headers ?? {},
      body: init?.body ?? null,
    })
    const response = {
      url,
      status: statusCode,
      statusText: '',
      ok: statusCode >= okFrom && statusCode < okBelow,
      redirected: false,
      headers: { get: (name: string) => headers[name.toLowerCase()] ?? null },
      json: () => body.json(),
      text: () => body.text(),
    }
    return response as unknown as FetcherResponse
  }
}
