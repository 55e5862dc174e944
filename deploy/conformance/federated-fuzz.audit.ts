/** A short run of the differential fuzzer with fixed seeds; `federated-fuzz.ts --seed N --cases N` runs longer ones. */
import { expect, it } from 'vitest'
import { runFuzz } from './federation/fuzz/run-fuzz.ts'

it.each([1, 20_260_101])(
  'answers random federations as graphql-js answers their merged data (seed %d)',
  async (seed) => {
    const { operations, found } = await runFuzz({ seed, cases: 5 })
    expect(found).toBeNull()
    expect(operations).toBeGreaterThan(10)
  },
)
