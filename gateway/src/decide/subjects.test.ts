import { builtInContract } from '@xinqiao/contracts'
import { citizenCheckDigit, personRef, provincialCatalog } from '@xinqiao/schema'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aContract, aRow, c1, c2 } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start()
})
beforeEach(() => hub.reset())
afterAll(() => hub.close())

describe('subjects', () => {
  test('[GUI-4c] a code is read as people type it, and a wrong one never joins', async () => {
    const shaped = await hub.walk('query($u: ID!) { organization(uscc: $u) { uscc } }', {
      variables: { u: ' 914601000000a00134' },
    })
    expect(JSON.parse(shaped.body)).toEqual({ data: { organization: { uscc: c1 } } })
    const wrong = await hub.walk('{ organization(uscc: "914601000000A00135") { uscc amr { regBasic { name } } } }')
    expect(wrong.status).toBe(400)
    expect(wrong.body).toContain('SUBJECT_ID_INVALID')
    expect(wrong.body).not.toContain('914601000000A00135')
    expect(hub.calls()).toHaveLength(0)
  })

  test('[PLAN-III.1a] a citizen number never leaves the hub, in the key, a variable or a name', async () => {
    const number = `46010019000101001${citizenCheckDigit('46010019000101001')}`
    const wrong = `46010019000101001${number.endsWith('1') ? '2' : '1'}`
    const ref = personRef(hub.decideDeps.refKey, '01', number)
    hub.agency('amr').rows.push(aRow('amr.penalty', 'R-1', ref, { violation: 'v' }))
    const query =
      'query($n: ID!) { naturalPerson(document: { kind: "01", number: $n }) { amr { n: penalty { nodes { n460100190001010014: violation } } } } }'
    const shaped = await hub.walk(query, { variables: { n: ` ${number}` } })
    expect(JSON.parse(shaped.body)).toMatchObject({
      data: { naturalPerson: { amr: { n: { nodes: [{ n460100190001010014: 'v' }] } } } },
    })
    expect(hub.calls()).toHaveLength(1)
    for (const call of hub.calls()) expect(call.body).not.toMatch(/460100190001010/u)
    expect(JSON.stringify(shaped.facts)).not.toContain(number)
    const bad = await hub.walk(query, { variables: { n: wrong } })
    expect([bad.status, bad.body.includes(wrong)]).toEqual([400, false])
  })

  test('more subjects than the contract allows, or than its day has left, refuse the request', async () => {
    const contract = aContract({ quota: { requestsPerDay: 1, subjectsPerDay: 10, subjectsPerRequest: 1 } })
    const two = await hub.walk(`{ organizations(usccs: ["${c1}", "${c2}"]) { uscc } }`, { contract })
    expect([two.status, two.facts.code]).toEqual([400, 'OPERATION_TOO_LARGE'])
    hub.subjectsLeft = 0
    const used = await hub.walk(`{ organization(uscc: "${c1}") { uscc } }`)
    expect([used.status, used.facts.code, used.headers['retry-after']]).toEqual([429, 'QUOTA_EXCEEDED', '5'])
  })

  test('[REG-16.2b] a token for one subject opens no other', async () => {
    const contract = builtInContract('self', provincialCatalog())
    const claims = { subject: { kind: 'organization', key: c1 } } as const
    const own = await hub.walk(`{ organization(uscc: "${c1}") { court { judgment { nodes { id } } } } }`, {
      contract,
      claims,
    })
    expect([own.status, own.facts.decision]).toEqual([200, 'permit'])
    const other = await hub.walk(`{ organization(uscc: "${c2}") { court { judgment { nodes { id } } } } }`, {
      contract,
      claims,
    })
    expect([other.status, other.facts.code]).toEqual([403, 'IDENTITY_NOT_VERIFIED'])
    hub.agency('court').rows.push(aRow('court.judgment', 'R-1', c2), aRow('court.judgment', 'R-2', c1))
    const record = await hub.ask(
      '{ a: record(id: "court.judgment:R-1") { id } b: record(id: "court.judgment:R-2") { id } }',
      { contract, claims },
    )
    expect(record.data).toEqual({ a: null, b: { id: 'court.judgment:R-2' } })
  })
})
