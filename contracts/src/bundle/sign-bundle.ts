/** Bundles travel as a compact JWS, `typ: xinqiao-bundle+jws` (trust.md §2, design.md §2.2). */
import { createHash } from 'node:crypto'
import { signDocument, verifyDocument } from '@xinqiao/schema'
import { BundleError } from '../errors.ts'
import type { Bundle, Jwk } from './bundle.ts'

const bundleType = 'xinqiao-bundle+jws'

/** What the opener already runs and knows. */
export interface OpenBundleOptions {
  /** Number of the running bundle: a lower one is refused as a replay. */
  readonly runningNumber?: number
  /** Machine time; past `notAfter` the bundle is refused. Absent: the caller judges validity itself, on every answer. */
  readonly nowMs?: number
}

/** Signs with the registry's bundle key. */
export function signBundle(bundle: Bundle, key: Jwk): Promise<string> {
  return signDocument(bundle, key, bundleType)
}

/**
 * Checks signature, shape, number and validity.
 *
 * @throws BundleError
 */
export async function openBundle(
  jws: string,
  keys: readonly Jwk[],
  { runningNumber, nowMs }: OpenBundleOptions = {},
): Promise<Bundle> {
  const bundle = readBundle(await opened(jws, keys, bundleType))
  if (runningNumber !== undefined && bundle.number < runningNumber) {
    throw new BundleError('BUNDLE_NUMBER_OLD', `expected number ${runningNumber} or higher, got ${bundle.number}`)
  }
  if (nowMs !== undefined && Date.parse(bundle.notAfter) <= nowMs) {
    throw new BundleError('BUNDLE_TOO_OLD', `bundle ${bundle.number} was valid until ${bundle.notAfter}`)
  }
  return bundle
}

/** SHA-256 of the signed form, base64url: names a bundle in audit entries. */
export function bundleDigest(jws: string): string {
  return createHash('sha256').update(jws).digest('base64url')
}

/** Verifies a signed document; whatever fails is one and the same error to the caller. */
export async function opened(jws: string, keys: readonly Jwk[], type: string): Promise<unknown> {
  try {
    return await verifyDocument(jws, keys, type)
  } catch (cause) {
    throw new BundleError('BUNDLE_SIGNATURE_INVALID', `expected a ${type} signed by a key of the list`, { cause })
  }
}

const lists = ['contracts', 'consumers', 'agencies', 'issuers', 'calendars', 'revokedTokens'] as const

function readBundle(value: unknown): Bundle {
  if (typeof value !== 'object' || value === null) throw malformed('an object')
  const bundle = value as Readonly<Record<string, unknown>>
  if (!Number.isSafeInteger(bundle['number']) || Number(bundle['number']) < 1) throw malformed('a number from 1')
  for (const name of ['issuedAt', 'notAfter']) {
    if (typeof bundle[name] !== 'string' || Number.isNaN(Date.parse(bundle[name])))
      throw malformed(`an instant at ${name}`)
  }
  if (typeof bundle['supergraph'] !== 'string') throw malformed('text at supergraph')
  for (const name of lists) if (!Array.isArray(bundle[name])) throw malformed(`a list at ${name}`)
  if (bundle['witnesses'] !== undefined && !isWitnessRule(bundle['witnesses'])) throw malformed('a rule at witnesses')
  return value as Bundle
}

function isWitnessRule(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { witnesses, quorum } = value as Readonly<Record<string, unknown>>
  return Array.isArray(witnesses) && Number.isSafeInteger(quorum)
}

function malformed(expected: string): BundleError {
  return new BundleError('BUNDLE_MALFORMED', `expected ${expected}`)
}
