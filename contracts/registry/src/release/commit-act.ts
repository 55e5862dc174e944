/** One transaction: the change, its bundle, the audit entry before it commits, and what another part takes over (faults.md, row 14). */
import { createHash } from 'node:crypto'
import { keepBundle, keepSupergraph } from '../bundles/bundle-store.ts'
import type { SignedBundle } from '../bundles/signed-bundle.ts'
import { RegistryError } from '../errors.ts'
import type { RegistryState } from '../state.ts'
import { keepEntry } from '../store/committed-entry.ts'
import { writeState } from '../store/write-state.ts'
import type { Act } from './act.ts'
import { type NamingParts, nameUncommitted } from './name-uncommitted.ts'
import type { ComposedSupergraph } from './supergraph-of.ts'

/** What an act has made, to be kept as a whole or not at all. */
export interface ActProduct {
  readonly before: RegistryState
  readonly after: RegistryState
  readonly supergraph: ComposedSupergraph | null
  readonly bundle: SignedBundle | null
}

/**
 * Commits an act.
 * @throws RegistryError when it was not done, or when nobody knows whether it was: the caller reads the store again.
 */
export async function commitAct(
  act: Act,
  { before, after, supergraph, bundle }: ActProduct,
  parts: NamingParts,
): Promise<void> {
  const entry = {
    act: act.act,
    object: act.object,
    by: act.by,
    before: stateDigest(before),
    after: stateDigest(after),
    bundle: bundle?.number ?? null,
  }
  let logged = false
  try {
    await parts.store.transaction().execute(async (tx) => {
      if (after !== before) await writeState(tx, before, after)
      if (supergraph !== null) await keepSupergraph(tx, supergraph.digest, supergraph.sdl)
      if (bundle !== null) await keepBundle(tx, bundle)
      const receipt = await parts.audit.act(entry)
      logged = true
      await keepEntry(tx, receipt)
      await act.elsewhere?.()
    })
  } catch (cause) {
    const error = asRegistryError(cause)
    // The log already says that it was done. Where the store does not answer, the line names it when it does again.
    if (logged) await nameUncommitted(parts, error.code).catch(() => undefined)
    throw error
  }
}

const digests = new WeakMap<RegistryState, string>()

function stateDigest(state: RegistryState): string {
  const known = digests.get(state)
  if (known !== undefined) return known
  const parts = Object.values(state).map((part) => (part instanceof Map ? [...part] : part))
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  digests.set(state, digest)
  return digest
}

function asRegistryError(error: unknown): RegistryError {
  if (error instanceof RegistryError) return error
  const message = 'The act was not done: the store did not take it.'
  return new RegistryError('STORE_UNAVAILABLE', 503, message, { cause: error })
}
