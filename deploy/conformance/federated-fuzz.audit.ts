/** A short run of the differential fuzzer with a fixed seed; `federated-fuzz.ts --seed N --cases N` runs longer ones. */
import { expect, it } from 'vitest'
import { runFuzz } from './federation/fuzz/run-fuzz.ts'

const seconds = 18

it('answers random federations as graphql-js answers their merged data', async () => {
  const { operations, found } = await runFuzz({ seed: 1, cases: 6, seconds })
  expect(found).toBeNull()
  expect(operations).toBeGreaterThan(10)
})
