import { followWorkedExample } from '@xinqiao/subgraph-kit/test/worked-example.ts'
import { expect, test } from 'vitest'
import { startFinance } from './index.ts'

test('[REG-2.3] [GUI-4c] the worked example goes in by the agency’s own door, once, and comes out by its code; another body’s record does not', async () => {
  const answer = await followWorkedExample({
    provider: 'fin',
    start: startFinance,
    item: 'fin.lic',
    place: 'lic { nodes { id validTo } }',
    uscc: '914600000000A0048H',
  })
  expect(answer).toEqual({ lic: { nodes: [{ id: 'fin.lic:R-017', validTo: '2027-02-28' }] } })
})
