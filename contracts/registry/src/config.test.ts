import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { RegistryError } from './errors.ts'
import { privateJwk } from './testing/keys.ts'

function keysFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-registry-keys-'))
  const keys = {
    'office-root': 'Ed25519',
    bundle: 'Ed25519',
    token: 'ES256',
    operator: 'Ed25519',
    auditor: 'Ed25519',
    fetch: 'Ed25519',
    agreement: 'X25519',
    answer: 'ES256',
  } as const
  for (const [name, alg] of Object.entries(keys))
    writeFileSync(join(folder, `${name}.jwk.json`), JSON.stringify(privateJwk(alg)), { mode: 0o600 })
  return folder
}

const whole = {
  KEYS_DIR: keysFolder(),
  STATE_DIR: '/state',
  REGISTRY_DATABASE_URL: 'postgres://service@db/registry',
  GATEWAY_URL: 'http://127.0.0.1:4000/',
}

test('a development registry starts with few settings; the rest has its place', () => {
  const config = readConfig(whole)
  expect(config).toMatchObject({
    profile: 'development',
    clock: 'system',
    registryPort: 4002,
    issuerPort: 4001,
    gatewayUrl: 'http://127.0.0.1:4000',
    issuerUrl: null,
  })
  expect(config.migrationUrl).toBe(whole.REGISTRY_DATABASE_URL)
})

test('keys that are only looked at are taken without their private half', () => {
  const { keys } = readConfig(whole)
  expect([keys.fetch['d'], keys.agreement['d'], keys.answer['d']]).toEqual([undefined, undefined, undefined])
  expect(typeof keys.bundle['d']).toBe('string')
})

test('the key store lies apart from the log, brings the signing keys where they are kept there, and keeps six months at least', () => {
  expect(readConfig(whole)).toMatchObject({ keyStoreDir: '/state/key-store', retentionMonths: 36 })
  const KEY_STORE_DIR = keysFolder()
  const stored: unknown = JSON.parse(readFileSync(join(KEY_STORE_DIR, 'bundle.jwk.json'), 'utf8'))
  expect(readConfig({ ...whole, KEY_STORE_DIR }).keys.bundle).toEqual(stored)
  expect(() => readConfig({ ...whole, KEY_STORE_DIR: '/state/audit/keys' })).toThrow('KEY_STORE_DIR')
  for (const AUDIT_RETENTION_MONTHS of ['5', '6.5', 'x'])
    expect(() => readConfig({ ...whole, AUDIT_RETENTION_MONTHS })).toThrow('AUDIT_RETENTION_MONTHS')
})

test('the nodes whose checkpoints are taken are named with their addresses, and nothing else', () => {
  expect(readConfig(whole).provincialNodes).toEqual({})
  const AUDIT_PROVINCIAL = 'gateway=https://g.example, gateway-2=http://127.0.0.1:4000'
  const nodes = { gateway: 'https://g.example', 'gateway-2': 'http://127.0.0.1:4000' }
  expect(readConfig({ ...whole, AUDIT_PROVINCIAL }).provincialNodes).toEqual(nodes)
  for (const wrong of ['gateway', 'gateway=g.example', 'Gate way=https://g.example', 'gateway=https://g.example/path'])
    expect(() => readConfig({ ...whole, AUDIT_PROVINCIAL: wrong })).toThrow('AUDIT_PROVINCIAL')
})

test('every wrong setting is named at once', () => {
  const wrong = (): unknown =>
    readConfig({ XINQIAO_PROFILE: 'prod', PORT: 'x', KEYS_DIR: '/nowhere', GATEWAY_URL: 'no url' })
  expect(wrong).toThrow(RegistryError)
  for (const name of ['XINQIAO_PROFILE', 'PORT', 'KEYS_DIR', 'STATE_DIR', 'REGISTRY_DATABASE_URL', 'GATEWAY_URL'])
    expect(wrong).toThrow(name)
})

test('the production profile keeps the system clock, names its public URLs and needs no private operator key', () => {
  const production = { ...whole, XINQIAO_PROFILE: 'production' }
  expect(() => readConfig({ ...production, HUB_CLOCK: '2026-11-23T10:00:00+08:00' })).toThrow('HUB_CLOCK')
  expect(() => readConfig(production)).toThrow('PUBLIC_URL')
  const config = readConfig({
    ...production,
    PUBLIC_URL: 'https://registry.example',
    ISSUER_URL: 'https://issuer.example',
  })
  expect(config.keys.operator['d']).toBeUndefined()
  expect(config.agencyHosts).toEqual([])
})
