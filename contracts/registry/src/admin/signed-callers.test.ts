/** Who may call is heard, however much others send who may not. */
import { contentDigest, importSigningKey, NonceStore, signIngest } from '@xinqiao/schema'
import { expect, test } from 'vitest'
import { publicHalf } from '../config.ts'
import { privateJwk } from '../testing/keys.ts'
import { type SignedRequest, signedCallers } from './signed-callers.ts'

const publicUrl = 'https://registry.example'
const body = Buffer.from('{}')

function signedBy(key: ReturnType<typeof privateJwk>): SignedRequest {
  const asked = { method: 'POST', contentDigest: contentDigest(body), tag: 'xinqiao-admin-1' } as const
  const headers = signIngest({ ...asked, url: `${publicUrl}/load` }, importSigningKey(key))
  return { method: 'POST', target: '/load', headers: { ...headers }, body }
}

test('an agency that fills the store of nonces with calls that are not its own keeps neither operator nor gateway out', () => {
  const [operator, fetch, auditor, agency] = [0, 1, 2, 3].map(() => privateJwk('Ed25519')) as [Key, Key, Key, Key]
  const keys = { operator: publicHalf(operator), fetch: publicHalf(fetch), auditor: publicHalf(auditor) }
  const newStore = (): NonceStore => new NonceStore({ capacity: 2 })
  const callers = signedCallers(
    keys as Keys,
    () => publicUrl,
    () => [publicHalf(agency)],
    newStore,
  )
  for (let n = 0; n < 5; n += 1) expect(() => callers.operator(signedBy(agency))).toThrow(/signature/u)
  expect(callers.operator(signedBy(operator))).not.toBe('')
  expect(callers.gateway(signedBy(fetch))).not.toBe('')
})

type Key = ReturnType<typeof privateJwk>
type Keys = Parameters<typeof signedCallers>[0]
