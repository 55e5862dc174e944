import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const none: string[] = []
const storyTimeoutMs = 120_000

/** Kinds of test told apart by suffix (CONTRIBUTING.md, "Tests"): unit beside the file, stories and audits against a whole hub. */
export default defineConfig({
  // graphql ships two module formats; Apollo's packages take the CommonJS one, and two copies of its classes do not know each other.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql/index.js')) }] },
  test: {
    globalSetup: ['deploy/postgres/test-cluster.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/src/**/*.test.ts', 'deploy/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          benchmark: { include: none },
        },
      },
      {
        extends: true,
        test: {
          name: 'story',
          include: ['deploy/e2e/*.e2e.ts', 'deploy/conformance/*.audit.ts'],
          testTimeout: storyTimeoutMs,
          hookTimeout: storyTimeoutMs,
          fileParallelism: false,
          benchmark: { include: none },
        },
      },
    ],
  },
})
