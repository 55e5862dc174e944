import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aContract, aRow, c1, grant } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr', 'office', 'tour'])
})
beforeEach(() => hub.reset())
afterAll(() => hub.close())

test('[REG-16.2c partly] of a person field outside the contract’s fields not even the number of persons is told or asked', async () => {
  hub.agency('tour').rows.push(aRow('tour.serious', 'L-1', c1, { list: 'invented', responsiblePersons: [{}, {}] }))
  const contract = aContract({ items: [grant('tour.serious', { fields: ['list'] })] })
  const query = `{ organization(uscc: "${c1}") { tour { serious { nodes { list responsiblePersons { __typename } } } } } }`
  expect(await hub.ask(query, { contract })).toMatchObject({
    data: { organization: { tour: { serious: { nodes: [{ list: 'invented', responsiblePersons: null }] } } } },
    errors: [
      {
        path: ['organization', 'tour', 'serious', 'nodes', 'responsiblePersons'],
        extensions: { code: 'ITEM_NOT_IN_CONTRACT' },
      },
    ],
  })
  expect(hub.agency('tour').calls[0]?.query).not.toContain('responsiblePersons')
})

test('[REG-16.2b partly] a record nobody consented to is refused and not asked for, though nothing is selected of it', async () => {
  hub.agency('office').rows.push(aRow('office.measure', 'M-1', c1))
  const contract = aContract({ channel: 'authorized_inquiry', items: [grant('office.measure'), grant('amr.penalty')] })
  const asked = (id: string) => hub.ask(`{ record(id: "${id}") { ... on AmrPenalty { id } } }`, { contract })
  const there = await asked('office.measure:M-1')
  expect(there).toMatchObject({ data: { record: null }, errors: [{ extensions: { code: 'CONSENT_REQUIRED' } }] })
  expect(there).toEqual(await asked('office.measure:M-2'))
  expect(hub.agency('office').calls).toEqual([])
})
