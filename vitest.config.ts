import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const none: string[] = []
const storyTimeoutMs = 120_000
/** Every core: by default one is left to Vitest itself, which on two cores means one file after another. */
const workers = Math.max(2, availableParallelism())
/** Audits that ask a whole hub; the others open no more than a door of their own. */
const hubAudits = ['graphql-over-http', 'regulations'].map((name) => `deploy/conformance/${name}.audit.ts`)
/** A hub is a dozen processes that mostly wait for each other: two fill two cores. */
const hubs = 2
/** Stories that measure milliseconds under faults and load have the machine for themselves. */
const measuredStories = 'deploy/e2e/faults-*.e2e.ts'

/** Kinds of test told apart by suffix (CONTRIBUTING.md, "Tests"): what shares nothing runs side by side, then two hubs at a time, then what measures. */
export default defineConfig({
  // graphql ships two module formats; Apollo's packages take the CommonJS one, and two copies of its classes do not know each other.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql/index.js')) }] },
  test: {
    globalSetup: ['deploy/postgres/test-cluster.ts'],
    // Where hubs keep it too (deploy/hub/compiled-code.ts): workers, and the programs that tests start, find theirs compiled.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'xinqiao') },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/src/**/*.test.ts', 'deploy/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: workers,
          benchmark: { include: none },
        },
      },
      {
        extends: true,
        test: {
          name: 'audit',
          include: ['deploy/conformance/*.audit.ts'],
          exclude: hubAudits,
          testTimeout: storyTimeoutMs,
          hookTimeout: storyTimeoutMs,
          maxWorkers: workers,
          benchmark: { include: none },
        },
      },
      {
        extends: true,
        test: {
          name: 'story',
          include: ['deploy/e2e/*.e2e.ts', ...hubAudits],
          exclude: [measuredStories],
          testTimeout: storyTimeoutMs,
          hookTimeout: storyTimeoutMs,
          maxWorkers: hubs,
          sequence: { groupOrder: 1 },
          benchmark: { include: none },
        },
      },
      {
        extends: true,
        test: {
          name: 'fault',
          include: [measuredStories],
          testTimeout: storyTimeoutMs,
          hookTimeout: storyTimeoutMs,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          benchmark: { include: none },
        },
      },
    ],
  },
})
