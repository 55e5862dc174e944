import { followWorkedExample } from '@xinqiao/subgraph-kit/test/worked-example.ts'
import { expect, test } from 'vitest'
import { startCourts } from './index.ts'

test('[REG-2.3] [GUI-4c] the worked example goes in by the agency’s own door, once, and comes out by its code; another body’s record does not', async () => {
  const answer = await followWorkedExample({
    provider: 'court',
    start: startCourts,
    item: 'court.judgment',
    place: 'judgment { nodes { id } }',
    uscc: '914601000000A00134',
  })
  expect(answer).toEqual({ judgment: { nodes: [{ id: 'court.judgment:R-011' }] } })
})
