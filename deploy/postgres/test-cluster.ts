/** Vitest's global set-up: one real PostgreSQL for the whole run; test files make databases of their own on it. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startCluster } from './cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the superuser of the run's PostgreSQL. */
    postgresAdminUrl: string
  }
}

/** Starts the cluster and gives its address to the tests (`inject('postgresAdminUrl')`). */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stateDir = mkdtempSync(join(tmpdir(), 'xinqiao-test-'))
  chmodSync(stateDir, 0o711)
  const cluster = await startCluster({ stateDir, port: 0, settings: ['fsync=off', 'max_connections=300'] })
  project.provide('postgresAdminUrl', cluster.adminUrl)
  return async () => {
    await cluster.stop()
    rmSync(stateDir, { recursive: true, force: true })
  }
}
