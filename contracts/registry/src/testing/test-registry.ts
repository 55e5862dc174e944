/** A whole registry for a test: real PostgreSQL, real HTTP, keys of its own, ended by `close`. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noKeeperSettings } from '@xinqiao/audit-store'
import type { Jwk } from '@xinqiao/contracts'
import {
  agencySdl,
  contentDigest,
  dataStandards,
  importSigningKey,
  provincialCatalog,
  signIngest,
} from '@xinqiao/schema'
import { publicHalf, type RegistryConfig } from '../config.ts'
import { startRegistry } from '../start-registry.ts'
import { testDatabase } from './database.ts'
import { legalTime } from './folder.ts'
import { privateJwk, type TestKeys, testKeys } from './keys.ts'

/** An answer of the registry, its JSON read. */
export interface TestAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

export const gatewayUrl = 'https://gateway.example'

/** What tests hold of the registry. */
export interface TestRegistry {
  readonly registry: string
  readonly issuer: string
  readonly keys: TestKeys
  readonly config: RegistryConfig
  /** A request by the operator, or by another key. */
  signed(method: 'GET' | 'POST' | 'PUT', path: string, body: unknown, key?: Jwk): Promise<TestAnswer>
  load(files: Readonly<Record<string, string>>): Promise<TestAnswer>
  /** Private key of a generated client. */
  clientKey(client: string): Jwk
  /** Stops the process; the database and keys stay for `startAgain`. */
  close(): Promise<void>
  startAgain(): Promise<void>
  /** Stops it for good. */
  end(): Promise<void>
}

/** Starts one; `changes` replace settings. */
export async function testRegistry(changes: Partial<RegistryConfig> = {}): Promise<TestRegistry> {
  const keys = testKeys()
  const stateDir = mkdtempSync(join(tmpdir(), 'xinqiao-registry-'))
  const config: RegistryConfig = {
    profile: 'development',
    clock: legalTime,
    host: '127.0.0.1',
    registryPort: 0,
    issuerPort: 0,
    registryUrl: null,
    issuerUrl: null,
    gatewayUrl,
    provincialNodes: {},
    stateDir: join(stateDir, 'state'),
    keyStoreDir: join(stateDir, 'key-store'),
    retentionMonths: 36,
    auditKeeper: noKeeperSettings,
    keysDir: join(stateDir, 'keys'),
    ...(await testDatabase()),
    keys: keys.registry,
    agencyHosts: ['127.0.0.1'],
    logLevel: 'silent',
    ...changes,
  }
  let running = await startRegistry(config)
  const signed: TestRegistry['signed'] = async (method, path, body, key = keys.operator) => {
    const url = `${running.urls.registry}${path}`
    const bytes = method === 'GET' ? undefined : Buffer.from(JSON.stringify(body))
    const headers = signIngest(
      { method, url, contentDigest: contentDigest(bytes), tag: 'xinqiao-admin-1' },
      importSigningKey(key),
    )
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(bytes === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(bytes === undefined ? {} : { body: bytes }),
    })
    return { status: response.status, body: (await response.json()) as TestAnswer['body'] }
  }
  return {
    get registry() {
      return running.urls.registry
    },
    get issuer() {
      return running.urls.issuer
    },
    keys,
    config,
    signed,
    load: (files) => signed('POST', '/load', { files }),
    clientKey: (client) => {
      const key: Jwk = JSON.parse(readFileSync(join(config.keysDir, `${client}.jwk.json`), 'utf8'))
      return key
    },
    close: () => running.close(),
    startAgain: async () => {
      running = await startRegistry(config)
    },
    end: async () => {
      await running.close()
      rmSync(stateDir, { recursive: true, force: true })
    },
  }
}

const bodies: Readonly<Record<string, string>> = {
  amr: '114600000000C0014R',
  tax: '114600000000C0022L',
  office: '114600000000C00652',
}

/** Registration of an agency with the schema that the catalog gives it, its keys fresh. */
export function agencyBody(id: string, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    sdl: sdlOf(id),
    url: 'http://127.0.0.1:4999',
    body: bodies[id],
    key: publicHalf(privateJwk('Ed25519')),
    agreementKey: publicHalf(privateJwk('X25519')),
    fetchAuth: 'hourly',
    ...changes,
  }
}

/** The generated schema of an agency. */
export function sdlOf(id: string): string {
  return agencySdl(id, provincialCatalog(), dataStandards())
}
