/**
 * The one line on which acts happen, one after another: check, compose, sign, log, commit, announce.
 * Old or new everywhere, never a mix (faults.md, rows 13 and 14): the change and its bundle are one transaction,
 * the audit entry is on disk before it commits, and gateways hear of it afterwards.
 */
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type CalendarDocument, type Jwk, signBundle } from '@xinqiao/contracts'
import type { Clock } from '@xinqiao/schema'
import type { RegistryAudit } from '../audit/registry-audit.ts'
import type { BundleChannel } from '../bundles/bundle-channel.ts'
import { bundleContent } from '../bundles/bundle-content.ts'
import { newestBundle } from '../bundles/bundle-store.ts'
import type { SignedBundle } from '../bundles/signed-bundle.ts'
import { bringIntoForce } from '../catalogs/life-cycle.ts'
import { RegistryError } from '../errors.ts'
import type { RegistryEvents } from '../events.ts'
import type { RegistryState } from '../state.ts'
import type { Store } from '../store/open-store.ts'
import { readState } from '../store/read-state.ts'
import type { Act, ActOutcome } from './act.ts'
import { commitAct } from './commit-act.ts'
import { compositionFindings } from './composition-findings.ts'
import { nameUncommitted } from './name-uncommitted.ts'
import { rulesOf } from './rules-of.ts'
import type { ComposedSupergraph, Composer } from './supergraph-of.ts'

/** What the line works with. */
export interface ReleaseParts {
  readonly store: Store
  readonly composer: Composer
  readonly audit: RegistryAudit
  readonly channel: BundleChannel
  readonly events: RegistryEvents
  readonly clock: Clock
  readonly bundleKey: Jwk
  /** Known when the ports are bound. */
  readonly issuerUrl: () => string
  readonly standards: unknown
  readonly calendars: readonly CalendarDocument[]
}

/** Holds the current state; every change of it goes through `perform`. */
export class ReleaseLine {
  readonly #parts: ReleaseParts
  #state: RegistryState
  #last: Promise<unknown> = Promise.resolve()
  /** A commit whose end is unknown: the store says what holds before the next act. */
  #inDoubt = false

  constructor(state: RegistryState, parts: ReleaseParts) {
    this.#state = state
    this.#parts = parts
  }

  get state(): RegistryState {
    return this.#state
  }

  /**
   * Does an act, after all acts before it.
   * @throws RegistryError with every finding; the running bundle is untouched then.
   */
  perform(act: Act): Promise<ActOutcome> {
    const mine = this.#last.then(() => this.#do(act, false))
    this.#last = mine.catch(() => undefined)
    return mine
  }

  /** After a commit whose end is unknown: what holds is read from the store, though nobody acts. */
  settle(): Promise<void> {
    if (!this.#inDoubt) return Promise.resolve()
    const mine = this.#last.then(() => this.#readAgain())
    this.#last = mine.catch(() => undefined)
    return mine
  }

  /** Signs the same content again under a new number, with a new validity. */
  reissue(): Promise<ActOutcome> {
    const mine = this.#last.then(() =>
      this.#do({ act: 'bundle.reissue', object: 'bundle', by: 'registry', next: (state) => state }, true),
    )
    this.#last = mine.catch(() => undefined)
    return mine
  }

  async #do(act: Act, anew: boolean): Promise<ActOutcome> {
    await this.#readAgain()
    const before = this.#state
    const wanted = this.#lawfulToday(await act.next(before))
    const changed = !isDeepStrictEqual(before, wanted)
    const newest = this.#parts.channel.newest
    if (!changed && !anew && act.elsewhere === undefined) return { changed: false, bundle: newest?.number ?? null }
    const after = changed || anew ? { ...wanted, revision: before.revision + 1 } : wanted
    const supergraph = changed || anew ? await this.#compose(after) : null
    const bundle = supergraph === null ? null : await this.#sign(after, supergraph)
    await commitAct(act, { before, after, supergraph, bundle }, this.#parts).catch((error: unknown) => {
      this.#inDoubt = true
      throw error
    })
    this.#hold(after)
    if (bundle !== null) this.#parts.channel.publish(bundle)
    this.#parts.events.actDone(act.act, act.object)
    return { changed, bundle: this.#parts.channel.newest?.number ?? null }
  }

  /** A catalog whose day has come is in force, whoever acts next. Tokens that have ended need no revocation. */
  #lawfulToday(state: RegistryState): RegistryState {
    const catalogs = bringIntoForce(state.catalogs, this.#parts.clock.today())
    const nowSeconds = Date.now() / 1000
    const ended = [...state.revokedTokens.values()].some((token) => token.until <= nowSeconds)
    if (catalogs === state.catalogs && !ended) return state
    const revokedTokens = new Map([...state.revokedTokens].filter(([, token]) => token.until > nowSeconds))
    return { ...state, catalogs, revokedTokens }
  }

  async #compose(state: RegistryState): Promise<ComposedSupergraph | null> {
    const { catalog } = rulesOf(state)
    if (catalog === null) return null
    const agencies = new Map([...state.agencies.values()].map((agency) => [agency.id, agency.sdl]))
    const result = await this.#parts.composer.supergraph(catalog, agencies)
    if (result.kind === 'composed') return result.supergraph
    this.#parts.events.bundleFailed('COMPOSITION_FAILED')
    throw new RegistryError('COMPOSITION_FAILED', 422, 'The agencies do not fit together; what runs is unchanged.', {
      findings: compositionFindings(result.problems, [...agencies.keys()].join(', ')),
    })
  }

  async #sign(state: RegistryState, supergraph: ComposedSupergraph): Promise<SignedBundle> {
    const { channel, issuerUrl, standards, calendars, bundleKey, events } = this.#parts
    const startedMs = performance.now()
    const content = bundleContent(state, {
      number: (channel.newest?.number ?? 0) + 1,
      nowMs: Date.now(),
      issuerUrl: issuerUrl(),
      supergraph: supergraph.sdl,
      standards,
      calendars,
    })
    const jws = await signBundle(content, bundleKey)
    events.bundleMade(
      content.number,
      content.agencies.length,
      content.contracts.length,
      Math.round(performance.now() - startedMs),
    )
    const { number, issuedAt, notAfter } = content
    return { number, issuedAt, notAfter, digest: createHash('sha256').update(jws).digest('hex'), jws }
  }

  #hold(state: RegistryState): void {
    this.#state = state
    this.#parts.audit.follow(state.witnesses)
  }

  async #readAgain(): Promise<void> {
    if (!this.#inDoubt) return
    const { store } = this.#parts
    await nameUncommitted(this.#parts)
    this.#hold(await readState(store))
    const newest = await newestBundle(store)
    if (newest !== null) this.#parts.channel.publish(newest)
    this.#inDoubt = false
  }
}
