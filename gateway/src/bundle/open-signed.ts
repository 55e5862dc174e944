/** Signature, number and validity of what the registry hands out, up to the office root that this process has pinned. */
import { type Bundle, BundleError, type Jwk, type KeyList, keysFor, openBundle, openKeyList } from '@xinqiao/contracts'
import type { SignedTexts } from './last-good-bundle.ts'

/** A bundle that may be loaded. */
export interface OpenedBundle {
  readonly bundle: Bundle
  readonly keys: KeyList
}

/**
 * Opens a bundle on its way in: it must be of a key the root vouches for now, still valid, and newer than the running one.
 *
 * @throws BundleError
 */
export async function openNew(texts: SignedTexts, root: Jwk, runningNumber: number): Promise<OpenedBundle> {
  const nowMs = Date.now()
  const keys = await openKeyList(texts.keyList, [root], nowMs)
  const bundle = await openBundle(texts.bundle, bundleKeys(keys, nowMs), { runningNumber, nowMs })
  if (bundle.number === runningNumber)
    throw new BundleError('BUNDLE_NUMBER_OLD', `expected a number above ${runningNumber}`)
  return { bundle, keys }
}

/**
 * Opens the bundle on disk: the same signatures, judged at the time it was issued, since it may have ended meanwhile;
 * data queries are refused then (BUNDLE_EXPIRED), so an old one gives nothing away.
 *
 * @throws BundleError
 */
export async function openLastGood(texts: SignedTexts, root: Jwk): Promise<OpenedBundle> {
  const keys = await openKeyList(texts.keyList, [root])
  const bundle = await openBundle(texts.bundle, bundleKeys(keys, Date.parse(keys.issuedAt)))
  return { bundle, keys }
}

function bundleKeys(keys: KeyList, atMs: number): readonly Jwk[] {
  return keysFor(keys, 'bundle', atMs).map(({ jwk }) => jwk)
}
