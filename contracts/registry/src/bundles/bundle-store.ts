/** Bundles and composed supergraphs in the store: the newest is what the registry starts from. */
import { bundlesKept } from '../limits.ts'
import type { Store, StoreTransaction } from '../store/open-store.ts'
import type { SignedBundle } from './signed-bundle.ts'

/** The newest bundle ever made, or `null`. */
export async function newestBundle(store: Store): Promise<SignedBundle | null> {
  const row = await store.selectFrom('bundle').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst()
  return row === undefined
    ? null
    : { number: row.number, issuedAt: row.issued_at, notAfter: row.not_after, digest: row.digest, jws: row.jws }
}

/** Keeps a bundle in the transaction of the act that made it, and lets the oldest go. */
export async function keepBundle(tx: StoreTransaction, bundle: SignedBundle): Promise<void> {
  await tx
    .insertInto('bundle')
    .values({
      number: bundle.number,
      issued_at: bundle.issuedAt,
      not_after: bundle.notAfter,
      digest: bundle.digest,
      jws: bundle.jws,
    })
    .execute()
  await tx
    .deleteFrom('bundle')
    .where('number', '<=', bundle.number - bundlesKept)
    .execute()
}

/** A supergraph composed before from the very same texts. */
export async function knownSupergraph(store: Store, digest: string): Promise<string | undefined> {
  return (await store.selectFrom('supergraph').select('sdl').where('digest', '=', digest).executeTakeFirst())?.sdl
}

/** Keeps what a bundle runs on, so that a restart composes nothing again. */
export async function keepSupergraph(tx: StoreTransaction, digest: string, sdl: string): Promise<void> {
  await tx
    .insertInto('supergraph')
    .values({ digest, sdl })
    .onConflict((on) => on.column('digest').doNothing())
    .execute()
}
