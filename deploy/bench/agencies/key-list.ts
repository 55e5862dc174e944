/** A registry that knows one thing: the office's key list, signed by the root, with the hub's keys for fetches. */
import { createServer } from 'node:http'
import { dirname } from 'node:path'
import { type Jwk, jwkThumbprint, signDocument } from '@xinqiao/schema'
import { keyStoreOf, publicHalf, readJwk } from '../../hub/keys.ts'
import { listen } from '../bare-server.ts'

/** Serves the list on loopback; gives the registry's address. */
export async function startKeyList(keysDir: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const entry = async (use: string, key: Jwk): Promise<unknown> => ({
    use,
    owner: 'hub',
    kid: await jwkThumbprint(key),
    jwk: publicHalf(key),
    from: '2020-01-01T00:00:00Z',
    to: '2100-01-01T00:00:00Z',
  })
  const list = {
    issuedAt: new Date().toISOString(),
    notAfter: '2100-01-01T00:00:00Z',
    keys: [
      await entry('fetch', readJwk(keysDir, 'fetch')),
      await entry('agreement', readJwk(keysDir, 'agreement')),
      await entry('operator', readJwk(keysDir, 'operator')),
    ],
  }
  const jws = await signDocument(list, readJwk(keyStoreOf(dirname(keysDir)), 'office-root'), 'xinqiao-keys+jws')
  const server = createServer((_request, response) => response.setHeader('content-type', 'application/jose').end(jws))
  return {
    url: await listen(server),
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
