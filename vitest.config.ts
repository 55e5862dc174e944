import { defineConfig } from 'vitest/config'

const none: string[] = []
const tooSlowForUnit = 120_000

/** Four kinds of test told apart by suffix (CONTRIBUTING.md, "Tests"). */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['**/src/**/*.test.ts', 'deploy/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000, benchmark: { include: none } } },
      { test: { name: 'e2e', include: ['deploy/e2e/*.e2e.ts'], testTimeout: tooSlowForUnit, hookTimeout: tooSlowForUnit, fileParallelism: false, benchmark: { include: none } } },
      { test: { name: 'conformance', include: ['deploy/conformance/*.audit.ts'], testTimeout: tooSlowForUnit, hookTimeout: tooSlowForUnit, fileParallelism: false, benchmark: { include: none } } },
    ],
  },
})
