/** A registry as a process of its own, to be killed: real PostgreSQL, keys in files, its log in a folder. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contentDigest, importSigningKey, signIngest } from '@xinqiao/schema'
import type { TestDatabase } from './database.ts'
import { legalTime } from './folder.ts'
import { testKeys } from './keys.ts'
import { gatewayUrl } from './test-registry.ts'

/** What tests hold of the process. */
export interface RegistryProcess {
  readonly stateDir: string
  /** Starts it; it must not run. */
  start(): Promise<void>
  signal(signal: NodeJS.Signals): void
  /** Kills it and waits until it is gone. */
  kill(): Promise<void>
  /** A request by the operator. */
  put(path: string, body: unknown): Promise<{ readonly status: number }>
  /** Stops it and takes its folders away. */
  end(): Promise<void>
}

/** Prepares one on a database. */
export function registryProcess(database: TestDatabase): RegistryProcess {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-registry-process-'))
  const keys = testKeys()
  const { keysDir, stateDir } = { keysDir: join(folder, 'keys'), stateDir: join(folder, 'state') }
  mkdirSync(keysDir)
  const { officeRoot, ...others } = keys.registry
  for (const [name, key] of Object.entries({ 'office-root': officeRoot, ...others }))
    writeFileSync(join(keysDir, `${name}.${'d' in key ? '' : 'public.'}jwk.json`), JSON.stringify(key))
  let child: ChildProcess
  let url = ''
  const ended = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
  return {
    stateDir,
    start: async () => {
      child = fork(join(import.meta.dirname, '../main.ts'), {
        env: {
          HUB_CLOCK: legalTime,
          GATEWAY_URL: gatewayUrl,
          PORT: '0',
          ISSUER_PORT: '0',
          STATE_DIR: stateDir,
          KEYS_DIR: keysDir,
          REGISTRY_DATABASE_URL: database.databaseUrl,
          REGISTRY_MIGRATION_URL: database.migrationUrl,
          LOG_LEVEL: 'error',
        },
        execArgv: [],
      })
      const exit = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The registry ended with ${code}.`)))
      exit.catch(() => undefined)
      const [ready] = await Promise.race([once(child, 'message'), exit])
      url = ready.urls.registry
    },
    signal: (signal) => {
      child.kill(signal)
    },
    kill: () => ended('SIGKILL'),
    put: async (path, body) => {
      const bytes = Buffer.from(JSON.stringify(body))
      const headers = signIngest(
        { method: 'PUT', url: `${url}${path}`, contentDigest: contentDigest(bytes), tag: 'xinqiao-admin-1' },
        importSigningKey(keys.operator),
      )
      const request = { method: 'PUT', headers: { ...headers, 'content-type': 'application/json' }, body: bytes }
      return { status: (await fetch(`${url}${path}`, request)).status }
    },
    end: async () => {
      await ended('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
