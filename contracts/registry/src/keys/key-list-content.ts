/** What the office's root vouches for: every public key of the hub and its agencies, with its use, owner and end (trust.md §2). */
import type { Jwk, KeyList } from '@xinqiao/contracts'
import { jwkThumbprint } from '@xinqiao/schema'
import { publicHalf, type RegistryKeys } from '../config.ts'
import { keyListValidMs } from '../limits.ts'
import type { RegistryState } from '../state.ts'

type KeyEntry = KeyList['keys'][number]

const dayMs = 24 * 60 * 60 * 1000
/** Life of each use from the day the list was made, days (trust.md §2). */
const lifeDays = {
  bundle: 365,
  token: 30,
  fetch: 90,
  agreement: 90,
  answer: 365,
  operator: 365,
  auditor: 365,
  agency: 365,
  'agency-agreement': 90,
  'key-store': 90,
} as const

/**
 * When a key was made, as its file says (`made`, an instant): a statement of last year is checked with today's list. A key whose
 * file says nothing counts from the day before the list.
 */
function madeMs(key: Jwk): number | null {
  const ms = typeof key['made'] === 'string' ? Date.parse(key['made']) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}

/** The list as it is signed; made anew for each answer, so that it never lags behind the store. */
export async function keyListContent(
  state: RegistryState,
  keys: RegistryKeys & { readonly keyStore: Jwk },
  nowMs: number,
): Promise<KeyList> {
  const entry = async (use: keyof typeof lifeDays, owner: string, key: Jwk): Promise<KeyEntry> => ({
    use,
    owner,
    kid: await jwkThumbprint(key),
    jwk: publicHalf(key),
    from: new Date(madeMs(key) ?? nowMs - dayMs).toISOString(),
    to: new Date(nowMs + lifeDays[use] * dayMs).toISOString(),
  })
  const hub = (['bundle', 'token', 'fetch', 'agreement', 'answer', 'operator', 'auditor'] as const).map((use) =>
    entry(use, 'hub', keys[use]),
  )
  const keyStore = entry('key-store', 'hub', keys.keyStore)
  const agencies = [...state.agencies.values()].flatMap(({ id, key, agreementKey }) => [
    entry('agency', id, key),
    entry('agency-agreement', id, agreementKey),
  ])
  return {
    issuedAt: new Date(nowMs).toISOString(),
    notAfter: new Date(nowMs + keyListValidMs).toISOString(),
    keys: await Promise.all([...hub, keyStore, ...agencies]),
  }
}
