/**
 * The running bundle and the watch for the next one (design.md §2.2; faults.md rows 10–12).
 * A bundle is verified, test-loaded, put on disk and then swapped in one assignment: a request holds the one it came in
 * with, the next request gets the new one. What fails any of these leaves the running one in place, with an alarm.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { BundleError, type Jwk, type KeyList } from '@xinqiao/contracts'
import { AwayAlarm } from '../away-alarm.ts'
import { GatewayError } from '../errors.ts'
import { type GatewayEvents, nameOf } from '../events.ts'
import { bundlePauseMaxMs, bundlePauseMinMs } from '../limits.ts'
import { askRegistry, type RegistryQuestions } from './ask-registry.ts'
import { type LastGoodBundle, lastGoodBundle, type SignedTexts } from './last-good-bundle.ts'
import { SupergraphLoader } from './load-supergraph.ts'
import { type OpenedBundle, openLastGood, openNew } from './open-signed.ts'
import { runBundle } from './run-bundle.ts'
import type { RunningBundle } from './running-bundle.ts'

export interface WatchOptions {
  readonly registryUrl: string
  /** Public key of the office root. */
  readonly officeRoot: Jwk
  readonly stateDir: string
  readonly events: GatewayEvents
  /** Makes a planner ready for a supergraph; `false` when none loads it. */
  readonly warm: (supergraph: string) => Promise<boolean>
  /** Told of each bundle that was taken, after the swap. */
  readonly onTaken?: (running: RunningBundle) => void
}

/** The bundle a request is given. */
export interface BundleWatch {
  current(): RunningBundle | null
  /** The office's list of keys that came with it. */
  keyList(): KeyList | null
  /** Whether the registry answered the last question. */
  registryAnswers(): boolean
  /** Resolves when a bundle runs. */
  readonly first: Promise<void>
  /** Resolves when no bundle is being loaded, taken or not. */
  atRest(): Promise<void>
  stop(): Promise<void>
}

/** Starts from the last good bundle where there is one, and watches the registry from then on. */
export async function watchBundle(options: WatchOptions): Promise<BundleWatch> {
  const watch = new Watch(options)
  await watch.startFromDisk()
  watch.run()
  return watch
}

class Watch implements BundleWatch {
  readonly first: Promise<void>
  readonly #options: WatchOptions
  readonly #registry: RegistryQuestions
  readonly #disk: LastGoodBundle
  readonly #loader: SupergraphLoader
  readonly #stopping = new AbortController()
  #current: RunningBundle | null = null
  #keyList: KeyList | null = null
  readonly #alarm: AwayAlarm
  #answers = true
  #taken: () => void = () => {}
  #loop: Promise<void> = Promise.resolve()
  #loading: Promise<void> = Promise.resolve()

  constructor(options: WatchOptions) {
    this.#options = options
    const { events } = options
    this.#alarm = new AwayAlarm({ away: (code) => events.registryAway(code), back: () => events.registryBack() })
    this.#registry = askRegistry(options.registryUrl)
    this.#disk = lastGoodBundle(options.stateDir)
    this.#loader = new SupergraphLoader(options.warm)
    this.first = new Promise((resolve) => {
      this.#taken = resolve
    })
  }

  current(): RunningBundle | null {
    return this.#current
  }

  keyList(): KeyList | null {
    return this.#keyList
  }

  registryAnswers(): boolean {
    return this.#answers
  }

  atRest(): Promise<void> {
    return this.#loading
  }

  async startFromDisk(): Promise<void> {
    const texts = await this.#disk.read()
    if (texts === null) return
    const { events, officeRoot } = this.#options
    try {
      await this.#swap(await openLastGood(texts, officeRoot), texts)
      const number = this.#current?.bundle.number ?? 0
      events.startedFromDisk(number, (this.#current?.notAfterMs ?? 0) <= Date.now())
    } catch (error) {
      events.bundleRefused(codeOf(error))
    }
  }

  run(): void {
    this.#loop = this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#loop
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping
    let pauseMs = bundlePauseMinMs
    while (!signal.aborted) {
      const held = await this.#ask(signal)
      if (held) pauseMs = bundlePauseMinMs
      else {
        // The registry may hand out the same poisoned bundle again: asked more and more slowly, never trusted for its number.
        await pause(pauseMs, undefined, { signal }).catch(() => {})
        pauseMs = Math.min(pauseMs * 2, bundlePauseMaxMs)
      }
    }
  }

  /** One question; `false` when nothing good came of it. */
  async #ask(signal: AbortSignal): Promise<boolean> {
    try {
      const bundle = await this.#registry.nextBundle(this.#current?.bundle.number ?? 0, signal)
      const keyList = bundle === null ? null : await this.#registry.keyList(signal)
      this.#registryBack()
      if (bundle !== null && keyList !== null) await this.#take({ bundle, keyList })
      return true
    } catch (error) {
      if (!signal.aborted) this.#report(error)
      return false
    }
  }

  async #take(texts: SignedTexts): Promise<void> {
    const opened = await openNew(texts, this.#options.officeRoot, this.#current?.bundle.number ?? 0)
    const loading = this.#swap(opened, texts)
    this.#loading = loading.catch(() => {})
    await loading
    // A disk that is full does not stop a lawful bundle; the next start has an older one.
    await this.#disk.write(texts).catch((error: unknown) => this.#options.events.failed('last-good-bundle', error))
  }

  async #swap({ bundle, keys }: OpenedBundle, { bundle: jws }: SignedTexts): Promise<void> {
    const startedMs = performance.now()
    const running = await runBundle(bundle, jws, this.#loader, this.#current)
    const isNewGraph = running.apiSchema !== this.#current?.apiSchema
    this.#current = running
    this.#keyList = keys
    this.#options.events.bundleTaken(bundle.number, isNewGraph, Math.round(performance.now() - startedMs))
    this.#taken()
    this.#options.onTaken?.(running)
  }

  #report(error: unknown): void {
    const { events } = this.#options
    const isAway = error instanceof GatewayError && error.code === 'REGISTRY_UNAVAILABLE'
    if (!isAway) events.bundleRefused(codeOf(error))
    else this.#alarm.failed(error)
    if (isAway) this.#answers = false
  }

  #registryBack(): void {
    this.#alarm.answered()
    this.#answers = true
  }
}

function codeOf(error: unknown): string {
  return error instanceof BundleError || error instanceof GatewayError ? error.code : nameOf(error)
}
