import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Misbehaviour } from '../testing/misanswer.ts'
import { aRow, c1, c2 } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'

const query = `{ organization(uscc: "${c1}") { uscc amr { regBasic { name } penalty { nodes { fine } } } tax { creditGrade { nodes { grade } } } } }`
const whole = {
  data: {
    organization: {
      uscc: c1,
      amr: { regBasic: { name: '某公司' }, penalty: { nodes: [{ fine: 5 }] } },
      tax: { creditGrade: { nodes: [{ grade: 'B' }] } },
    },
  },
}

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr', 'tax'])
})
beforeEach(() => {
  hub.reset()
  fill(hub)
})
afterAll(() => hub.close())

function fill(one: TestHub): void {
  one
    .agency('amr')
    .rows.push(aRow('amr.reg.basic', 'B-1', c1, { name: '某公司' }), aRow('amr.penalty', 'R-1', c1, { fine: 5 }))
  one.agency('tax').rows.push(aRow('tax.credit.grade', 'G-1', c1, { grade: 'B', year: 2025 }))
}

/** A hub of its own, for tests that take an agency away. */
async function ownHub(deadlineMs?: number): Promise<TestHub> {
  const own = await TestHub.start(['amr', 'tax'], deadlineMs)
  onTestFinished(() => own.close())
  fill(own)
  return own
}

describe('agencies answer signed, in parallel, what they were asked', () => {
  test('one call for each agency, with contract, purpose, case and every item it reads', async () => {
    expect(await hub.ask(query)).toEqual(whole)
    const seen = [...hub.agencies.values()].flatMap(({ calls }) => calls)
    expect(seen.map(({ contract, purpose, items }) => ({ contract, purpose, items }))).toEqual([
      { contract: 'CT-1@1', purpose: 'TAX_CREDIT', items: ['amr.penalty', 'amr.reg.basic'] },
      { contract: 'CT-1@1', purpose: 'TAX_CREDIT', items: ['tax.credit.grade'] },
    ])
  })

  test('identical questions are one inside a request, and a subject named twice is sent once', async () => {
    const twice = `{ a: organization(uscc: "${c1}") { tax { creditGrade { nodes { grade } } } } b: organization(uscc: "${c1}") { tax { g: creditGrade { nodes { grade } } } } l: organizations(usccs: ["${c1}", "${c1}", "${c2}"]) { tax { creditGrade { nodes { year } } } } }`
    const answer = await hub.ask(twice)
    expect(answer.data).toEqual({
      a: { tax: { creditGrade: { nodes: [{ grade: 'B' }] } } },
      b: { tax: { g: { nodes: [{ grade: 'B' }] } } },
      l: [
        { tax: { creditGrade: { nodes: [{ year: 2025 }] } } },
        { tax: { creditGrade: { nodes: [{ year: 2025 }] } } },
        { tax: { creditGrade: { nodes: [] } } },
      ],
    })
    const calls = hub.agency('tax').calls
    expect(calls).toHaveLength(2)
    expect(new Set(calls.map(({ variables }) => (variables['representations'] as unknown[]).length))).toEqual(
      new Set([1, 2]),
    )
  })
})

describe('a wrong answer is null with the agency and the path; the others answer', () => {
  const faults: readonly (readonly [Misbehaviour, string])[] = [
    ['garbage', 'SUBGRAPH_INVALID_ANSWER'],
    ['html', 'SUBGRAPH_INVALID_ANSWER'],
    ['redirect', 'SUBGRAPH_INVALID_ANSWER'],
    ['oversized', 'SUBGRAPH_INVALID_ANSWER'],
    ['exploding', 'SUBGRAPH_INVALID_ANSWER'],
    ['broken_gzip', 'SUBGRAPH_INVALID_ANSWER'],
    ['unsigned', 'SUBGRAPH_INVALID_ANSWER'],
    ['foreign_key', 'SUBGRAPH_INVALID_ANSWER'],
    ['wrong_count', 'SUBGRAPH_INVALID_ANSWER'],
    ['wrong_typename', 'SUBGRAPH_INVALID_ANSWER'],
    ['deep', 'SUBGRAPH_INVALID_ANSWER'],
    ['error_503', 'SUBGRAPH_UNAVAILABLE'],
    ['reset', 'SUBGRAPH_UNAVAILABLE'],
  ]
  test.each(faults)('%s: %s', async (fault, code) => {
    hub.agency('tax').misbehaviour = fault
    const shaped = await hub.walk(query)
    expect(shaped.status).toBe(200)
    const answer = JSON.parse(shaped.body) as { data: unknown; errors: { path: unknown; extensions: unknown }[] }
    expect(answer.data).toEqual({ organization: { ...whole.data.organization, tax: null } })
    expect(answer.errors).toHaveLength(1)
    expect(answer.errors[0]).toMatchObject({ path: ['organization', 'tax'], extensions: { code, agency: 'tax' } })
    expect(shaped.facts.failed).toEqual([{ agency: 'tax', code }])
    expect(shaped.body).not.toMatch(/SECRET|127\.0\.0\.1|html/u)
  })

  test('an agency that is down is said to be unavailable', async () => {
    const own = await ownHub()
    await own.agency('tax').close()
    const answer = await own.ask(query)
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions['code'], extensions['agency']])).toEqual([
      [['organization', 'tax'], 'SUBGRAPH_UNAVAILABLE', 'tax'],
    ])
    expect(answer.data).toEqual({ organization: { ...whole.data.organization, tax: null } })
  })

  test('when every agency is down the answer is 200 with nulls and codes', async () => {
    const own = await ownHub()
    for (const agency of own.agencies.values()) await agency.close()
    const shaped = await own.walk(query)
    expect([shaped.status, JSON.parse(shaped.body).data]).toEqual([
      200,
      { organization: { uscc: c1, amr: null, tax: null } },
    ])
  })

  test('an agency that hangs is left at the deadline of the request', async () => {
    hub.fetchDeps = { ...hub.fetchDeps, deadlineMs: 500 }
    hub.agency('tax').misbehaviour = 'hang'
    const started = performance.now()
    const answer = await hub.ask(query)
    expect(performance.now() - started).toBeLessThan(2_500)
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['SUBGRAPH_TIMEOUT'])
    expect(answer.data).toEqual({ organization: { ...whole.data.organization, tax: null } })
  })

  test('after five failures in a row an agency is not asked until the next probe', async () => {
    hub.agency('tax').misbehaviour = 'garbage'
    for (let round = 0; round < 7; round += 1) await hub.ask(query)
    expect(hub.agency('tax').calls).toHaveLength(5)
    expect(hub.agency('amr').calls).toHaveLength(7)
  })
})

describe('partial data', () => {
  test('data beside an error is kept, the message replaced, the place named', async () => {
    hub.agency('amr').misbehaviour = (answer) => {
      const [entity] = (answer['data'] as { _entities: { amr: Record<string, unknown> }[] })._entities
      const key = Object.keys(entity?.amr ?? {}).find((name) => name.startsWith('penalty')) ?? ''
      if (entity !== undefined) entity.amr[key] = null
      return { ...answer, errors: [{ message: 'SELECT secret FROM penalties', path: ['_entities', 0, 'amr', key] }] }
    }
    const answer = await hub.ask(query)
    expect(answer.data).toEqual({
      organization: { ...whole.data.organization, amr: { regBasic: { name: '某公司' }, penalty: null } },
    })
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions['agency']])).toEqual([
      [['organization', 'amr', 'penalty'], 'amr'],
    ])
    expect(JSON.stringify(answer)).not.toContain('SELECT')
  })

  test('one failing entity never nulls its neighbours', async () => {
    hub.agency('tax').rows.push(aRow('tax.credit.grade', 'G-2', c2, { grade: 'M', year: 2025 }))
    hub.agency('tax').misbehaviour = (answer) => {
      const entities = (answer['data'] as { _entities: unknown[] })._entities
      return { data: { _entities: [null, ...entities.slice(1)] }, errors: [{ message: 'x', path: ['_entities', 0] }] }
    }
    const answer = await hub.ask(
      `{ organizations(usccs: ["${c1}", "${c2}"]) { tax { creditGrade { nodes { grade } } } } }`,
    )
    expect(answer.data).toEqual({
      organizations: [{ tax: null }, { tax: { creditGrade: { nodes: [{ grade: 'M' }] } } }],
    })
    expect(answer.errors?.map(({ path }) => path)).toEqual([['organizations', 0, 'tax']])
  })

  test('a leaf of another type is null with its path, and what was not asked for is not passed on', async () => {
    hub.agency('amr').misbehaviour = (answer) => {
      const [entity] = (
        answer['data'] as { _entities: { amr: { regBasic: Record<string, unknown> }; tax?: unknown }[] }
      )._entities
      if (entity !== undefined) {
        entity.amr.regBasic['name'] = { toString: 'x' }
        entity.amr.regBasic['capital'] = 'CANARY'
        entity.tax = { creditGrade: { nodes: [{ grade: 'CANARY' }] } }
      }
      return answer
    }
    const answer = await hub.ask(query)
    expect(answer.data).toEqual({
      organization: {
        ...whole.data.organization,
        amr: { regBasic: { name: null }, penalty: { nodes: [{ fine: 5 }] } },
      },
    })
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['organization', 'amr', 'regBasic', 'name'], 'SUBGRAPH_INVALID_ANSWER'],
    ])
    expect(JSON.stringify(answer)).not.toContain('CANARY')
  })
})
