import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aRow, c1, c2 } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr'])
})
beforeEach(() => {
  hub.reset()
  for (const subject of [c1, c2])
    for (const index of [1, 2, 3, 4]) {
      const number = `R-${index}${subject}`
      hub.agency('amr').rows.push(aRow('amr.penalty', number, subject, { fine: 100, violation: 'invented' }))
      if (index > 2) continue
      const record = `amr.penalty:${number}`
      hub.facts.standings.set(record, {
        n: 1,
        record,
        standing: 'restored',
        since: '2026-11-20',
        document: null,
        case: null,
      })
    }
})
afterAll(() => hub.close())

test('[D9] a page that is asked on fills every name the caller has for it, each with its own fields', async () => {
  const query = `{ organization(uscc: "${c1}") {
    amr { penalty(first: 1) { pageInfo { hasNextPage } } }
    also: amr { shown: penalty(first: 1) { nodes { fine } rows: nodes { violation } } } } }`
  expect(await hub.ask(query)).toEqual({
    data: {
      organization: {
        amr: { penalty: { pageInfo: { hasNextPage: true } } },
        also: { shown: { nodes: [{ fine: 100 }], rows: [{ violation: 'invented' }] } },
      },
    },
  })
})

test('[D9] pages of one place under two roots are asked on each with the fields of its own', async () => {
  const query = `{
    a: organization(uscc: "${c1}") { amr { penalty(first: 1) { nodes { fine } } } }
    b: organization(uscc: "${c2}") { amr { penalty(first: 1) { nodes { violation } } } } }`
  expect(await hub.ask(query)).toEqual({
    data: {
      a: { amr: { penalty: { nodes: [{ fine: 100 }] } } },
      b: { amr: { penalty: { nodes: [{ violation: 'invented' }] } } },
    },
  })
})
