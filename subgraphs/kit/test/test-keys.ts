/** Keys of one test: an office root, the hub, the operator and one agency; and a registry that serves the root-signed list. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { jwkThumbprint, signDocument } from '@xinqiao/schema'
import type { AgencyKeys, KeyJwk } from '../src/config.ts'

/** Private halves of everyone a subgraph meets. */
export interface TestKeys {
  readonly root: KeyJwk
  readonly fetch: KeyJwk
  readonly hubAgreement: KeyJwk
  readonly operator: KeyJwk
  readonly stranger: KeyJwk
  readonly agency: AgencyKeys
}

export function testKeys(): TestKeys {
  const ed25519 = (): KeyJwk => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as KeyJwk
  const x25519 = (): KeyJwk => generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' }) as KeyJwk
  return {
    root: ed25519(),
    fetch: ed25519(),
    hubAgreement: x25519(),
    operator: ed25519(),
    stranger: ed25519(),
    agency: { agency: ed25519(), agreement: x25519(), ref: randomBytes(32), records: randomBytes(32) },
  }
}

export function publicHalf({ d: _private, ...rest }: KeyJwk): KeyJwk {
  return rest
}

/** A registry that knows one thing: the office's key list. */
export async function startKeyRegistry(keys: TestKeys): Promise<{ readonly url: string; close(): Promise<void> }> {
  const entry = async (use: string, key: KeyJwk) => ({
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
    keys: await Promise.all([
      entry('fetch', keys.fetch),
      entry('agreement', keys.hubAgreement),
      entry('operator', keys.operator),
    ]),
  }
  const jws = await signDocument(list, keys.root, 'xinqiao-keys+jws')
  const server = createServer((_request, response) => response.setHeader('content-type', 'application/jose').end(jws))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((done) => server.close(() => done())) }
}
