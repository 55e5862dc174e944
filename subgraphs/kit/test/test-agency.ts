/** A whole subgraph under test: real database, real HTTP, real signatures; the test speaks as hub, agency, operator or stranger. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  contentDigest,
  type FetchContext,
  HourlyKeys,
  hourOf,
  type IngestTag,
  importSigningKey,
  importVerifyKey,
  type SignatureKey,
  signFetch,
  signIngest,
  verifyAnswer,
} from '@xinqiao/schema'
import type { AgencyConfig, KeyJwk } from '../src/config.ts'
import type { RunningSubgraph } from '../src/start-subgraph.ts'
import { type TestDatabase, testDatabase } from './postgres.ts'
import { publicHalf, startKeyRegistry, type TestKeys, testKeys } from './test-keys.ts'

/** An answer as the caller sees it. */
export interface TestAnswer {
  readonly status: number
  readonly text: string
  readonly json: unknown
}

/** How a sender's call differs from the agency's own lawful one. */
export interface SenderOptions {
  readonly tag?: IngestTag
  readonly key?: KeyJwk
  readonly type?: string
  /** What the signature says the body is. */
  readonly signedBody?: string
  /** Another process of the same agency. */
  readonly at?: string
}

export interface TestAgency {
  readonly url: string
  readonly keys: TestKeys
  readonly config: AgencyConfig
  readonly database: TestDatabase
  /** A signed fetch of the hub; checks the answer's signature. */
  hub(path: string, body: unknown, context?: Partial<FetchContext>, key?: SignatureKey): Promise<TestAnswer>
  /** A signed call of agency or operator. */
  sender(method: 'GET' | 'POST', path: string, body: string | Uint8Array, how?: SenderOptions): Promise<TestAnswer>
  hourlyKey(): SignatureKey
  restart(): Promise<void>
  close(): Promise<void>
}

export const defaultContext: FetchContext = {
  contract: 'CT-TEST@1',
  purpose: 'TAX_CREDIT',
  case: '琼试〔2026〕1号',
  official: 'task:test',
  items: [],
  requestId: 'r-1',
}

/** Starts an agency by its own start function, with everything it needs around it. */
export async function startTestAgency(
  start: (config: AgencyConfig) => Promise<RunningSubgraph>,
  clock = '2026-11-23T10:00:00+08:00',
): Promise<TestAgency> {
  const keys = testKeys()
  const [database, registry, stateDir] = await Promise.all([
    testDatabase(),
    startKeyRegistry(keys),
    mkdtemp(join(tmpdir(), 'xinqiao-agency-')),
  ])
  const config: AgencyConfig = {
    profile: 'development',
    clock,
    host: '127.0.0.1',
    port: 0,
    publicUrl: null,
    registryUrl: registry.url,
    officeRoot: publicHalf(keys.root),
    stateDir,
    databaseUrl: database.databaseUrl,
    migrationUrl: database.migrationUrl,
    keys: keys.agency,
    catalogFile: null,
    logLevel: 'silent',
  }
  let running = await start(config)
  const hourly = new HourlyKeys('hub', keys.hubAgreement)
  const hourlyKey = (): SignatureKey => hourly.keyOf(publicHalf(keys.agency.agreement), hourOf(Date.now() / 1000))
  return {
    get url() {
      return running.url
    },
    keys,
    config,
    database,
    hourlyKey,
    hub: async (path, body, context = {}, key = hourlyKey()) => {
      const url = `${running.url}${path}`
      const method = body === null ? 'GET' : 'POST'
      const bytes = body === null ? undefined : Buffer.from(JSON.stringify(body))
      const headers = signFetch({ method, url, body: bytes, ...defaultContext, ...context }, key)
      const response = await fetch(url, {
        method,
        headers: { ...headers, ...(bytes && { 'content-type': 'application/json' }) },
        ...(bytes && { body: bytes }),
      })
      const answer = Buffer.from(await response.arrayBuffer())
      if (response.ok) {
        const received = {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: answer,
          request: { method, url, headers },
        }
        verifyAnswer(received, { key: importVerifyKey(publicHalf(keys.agency.agency)), nowSeconds: Date.now() / 1000 })
      }
      return told(response.status, answer.toString())
    },
    sender: async (
      method,
      path,
      body,
      {
        tag = 'xinqiao-ingest-1',
        key = keys.agency.agency,
        type = 'application/x-ndjson',
        signedBody,
        at = running.url,
      } = {},
    ) => {
      const url = `${at}${path}`
      const digest = contentDigest(Buffer.from(signedBody ?? body))
      const headers = signIngest({ method, url, contentDigest: digest, tag }, importSigningKey(key))
      const response = await fetch(url, {
        method,
        headers: { ...headers, ...(method === 'POST' && { 'content-type': type }) },
        ...(method === 'POST' && { body: Buffer.from(body) }),
      })
      return told(response.status, await response.text())
    },
    restart: async () => {
      await running.close()
      running = await start(config)
    },
    close: async () => {
      await running.close()
      await Promise.all([registry.close(), database.drop(), rm(stateDir, { recursive: true, force: true })])
    },
  }
}

function told(status: number, text: string): TestAnswer {
  return {
    status,
    text,
    get json(): unknown {
      return JSON.parse(text)
    },
  }
}

/** The lines of an ingest answer: the refused ones, then the figures. */
export function ingestLines({ text }: TestAnswer): readonly Readonly<Record<string, unknown>>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}
