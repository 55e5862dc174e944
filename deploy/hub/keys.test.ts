import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ensureKeys, keyStoreOf, publicHalf, readJwk } from './keys.ts'

let stateDir: string
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'xinqiao-keys-'))
})
afterEach(() => rmSync(stateDir, { recursive: true, force: true }))

test('what the registry signs with lies in its key store alone; the root is pinned by its public half', async () => {
  const folder = await ensureKeys(stateDir, ['tax'])
  const store = keyStoreOf(stateDir)
  expect(readdirSync(store).toSorted()).toEqual([
    'bundle.jwk.json',
    'office-root.jwk.json',
    'ref.key',
    'token.jwk.json',
  ])
  for (const name of ['bundle.jwk.json', 'office-root.jwk.json', 'token.jwk.json', 'pseudonym.key'])
    expect(readdirSync(folder)).not.toContain(name)
  expect(readJwk(folder, 'office-root.public')).toEqual(publicHalf(readJwk(store, 'office-root')))
  expect(readFileSync(join(folder, 'ref.key'), 'utf8')).toBe(readFileSync(join(store, 'ref.key'), 'utf8'))
  for (const place of [folder, store])
    for (const name of readdirSync(place).filter((one) => !one.includes('public')))
      expect(statSync(join(place, name)).mode & 0o777).toBe(0o600)
})

test('a state folder of before the key store keeps root, signing keys and ref', async () => {
  const folder = join(stateDir, 'keys')
  mkdirSync(folder)
  const former = { kty: 'OKP', crv: 'Ed25519', x: 'former', d: 'former' }
  for (const name of ['office-root', 'bundle', 'token'])
    writeFileSync(join(folder, `${name}.jwk.json`), JSON.stringify({ ...former, kid: name }), { mode: 0o600 })
  writeFileSync(join(folder, 'ref.key'), 'former', { mode: 0o600 })
  await ensureKeys(stateDir, [])
  await ensureKeys(stateDir, [])
  for (const name of ['office-root', 'bundle', 'token'])
    expect(readJwk(keyStoreOf(stateDir), name)).toEqual({ ...former, kid: name })
  for (const place of [folder, keyStoreOf(stateDir)])
    expect(readFileSync(join(place, 'ref.key'), 'utf8')).toBe('former')
})
