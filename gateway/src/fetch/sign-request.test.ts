import type { BundleAgency } from '@xinqiao/contracts'
import { HourlyKeys, importSigningKey } from '@xinqiao/schema'
import { expect, test } from 'vitest'
import { privateJwk } from '../testing/test-agency.ts'
import { keyFor } from './sign-request.ts'

test('an agency gets hourly keys, or Ed25519 where it wants each request provable', async () => {
  const [signing, hub, agency] = await Promise.all([privateJwk('Ed25519'), privateJwk('X25519'), privateJwk('X25519')])
  const keys = { signing: importSigningKey(signing), hourly: new HourlyKeys('hub', hub) }
  const entry: BundleAgency = { id: 'tax', url: '', key: {}, agreementKey: agency, fetchAuth: 'hourly', body: '' }
  const hour = 3_600 * 1_000
  expect(keyFor(keys, entry, hour)).toMatchObject({
    algorithm: 'hmac-sha256',
    keyId: expect.stringMatching(/\.1000$/u),
  })
  expect(keyFor(keys, entry, hour)).toBe(keyFor(keys, entry, hour + 3_599))
  expect(keyFor(keys, entry, hour)).not.toBe(keyFor(keys, entry, hour + 3_600))
  expect(keyFor(keys, { ...entry, fetchAuth: 'ed25519' }, hour)).toBe(keys.signing)
})
