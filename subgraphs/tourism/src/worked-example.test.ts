import { followWorkedExample } from '@xinqiao/subgraph-kit/test/worked-example.ts'
import { expect, test } from 'vitest'
import { startTourism } from './index.ts'

test('[REG-2.3] [GUI-4c] the worked example goes in by the agency’s own door, once, and comes out by its code; another body’s record does not', async () => {
  const answer = await followWorkedExample({
    provider: 'tour',
    start: startTourism,
    item: 'tour.penalty',
    place: 'penalty { nodes { id } }',
    uscc: '914601000000A00134',
  })
  expect(answer).toEqual({ penalty: { nodes: [{ id: 'tour.penalty:R-005' }, { id: 'tour.penalty:R-006' }] } })
})
