/** The keys the registry itself signs with and those it vouches for, read from files at the start (trust.md §2). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Jwk } from '@xinqiao/contracts'

/** Keys the registry works with. Private halves: root, bundle, token; the operator's in the development profile only. */
export interface RegistryKeys {
  readonly officeRoot: Jwk
  readonly bundle: Jwk
  readonly token: Jwk
  readonly operator: Jwk
  /** Public half of the auditor's key: reads the audit log, acts on nothing. */
  readonly auditor: Jwk
  /** Public halves of the gateway's keys, for the key list. */
  readonly fetch: Jwk
  readonly agreement: Jwk
  readonly answer: Jwk
}

/** What the registry signs with lies in its key store, or comes with the other keys; what it only looks at comes with them. */
export function readKeys(folder: string, store: string, production: boolean, mistakes: string[]): RegistryKeys {
  const read = (name: string, half: 'private' | 'public'): Jwk => {
    const files = half === 'private' ? [`${name}.jwk.json`] : [`${name}.public.jwk.json`, `${name}.jwk.json`]
    const folders = half === 'private' ? [store, folder] : [folder]
    const key = folders
      .flatMap((place) => files.map((file) => readJwk(join(place, file))))
      .find((found) => found !== undefined)
    if (key === undefined)
      mistakes.push(`${half === 'private' ? 'KEY_STORE_DIR or ' : ''}KEYS_DIR: expected a key in ${files.join(' or ')}`)
    if (half === 'private' && key !== undefined && key['d'] === undefined)
      mistakes.push(`KEYS_DIR: ${name} holds no private half`)
    return half === 'public' ? publicHalf(key ?? {}) : (key ?? {})
  }
  return {
    officeRoot: read('office-root', 'private'),
    bundle: read('bundle', 'private'),
    token: read('token', 'private'),
    operator: production
      ? read('operator', 'public')
      : (readJwk(join(folder, 'operator.jwk.json')) ?? read('operator', 'public')),
    auditor: read('auditor', 'public'),
    fetch: read('fetch', 'public'),
    agreement: read('agreement', 'public'),
    answer: read('answer', 'public'),
  }
}

function readJwk(file: string): Jwk | undefined {
  try {
    const key: Jwk = JSON.parse(readFileSync(file, 'utf8'))
    return key
  } catch {
    return undefined
  }
}

/** A key without its private member. */
export function publicHalf(key: Jwk): Jwk {
  const { d: _private, ...rest } = key
  return Object.freeze(rest)
}
