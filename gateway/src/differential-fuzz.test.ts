/** The short run of the hub's differential fuzzer, always the same cases; `deploy/conformance/hub-fuzz.ts --cases N --seed S` runs longer ones. */
import { expect, test } from 'vitest'
import { runHubFuzz } from './testing/fuzz/run-fuzz.ts'

const cases = 2_000
/** Of a machine on which other tests run as well; alone it takes a sixth. */
const timeoutMs = 300_000

test(
  '[D9] random operations, contracts and rows are answered as graphql-js answers them over the lawful rows, and no agency is asked beyond the contract',
  async () => {
    const { cases: run, asked, found } = await runHubFuzz({ seed: 20_260_101, cases })
    expect(found).toBeNull()
    expect(run).toBe(cases)
    expect(asked).toBeGreaterThan(cases)
  },
  timeoutMs,
)
