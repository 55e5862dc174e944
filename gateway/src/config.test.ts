import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const KEYS_DIR = mkdtempSync(join(tmpdir(), 'xinqiao-gateway-keys-'))
for (const name of ['fetch.jwk.json', 'agreement.jwk.json', 'answer.jwk.json', 'root.jwk.json'])
  writeFileSync(join(KEYS_DIR, name), '{"kty":"OKP"}', { mode: 0o600 })
for (const name of ['cursor.key', 'ref.key'])
  writeFileSync(join(KEYS_DIR, name), Buffer.alloc(32).toString('base64url'), { mode: 0o600 })
const whole = {
  KEYS_DIR,
  STATE_DIR: '/state',
  REGISTRY_URL: 'http://127.0.0.1:4002',
  OFFICE_ROOT: join(KEYS_DIR, 'root.jwk.json'),
}

test('keys the gateway makes or takes lie apart from its log', () => {
  expect(readConfig(whole).ownKeysDir).toBe('/state/own-keys')
  expect(readConfig({ ...whole, OWN_KEYS_DIR: '/secrets' }).ownKeysDir).toBe('/secrets')
  for (const OWN_KEYS_DIR of ['/state/audit', '/state/audit/gateway/2026', '/state/x/../audit/keys'])
    expect(() => readConfig({ ...whole, OWN_KEYS_DIR })).toThrow('OWN_KEYS_DIR')
})
