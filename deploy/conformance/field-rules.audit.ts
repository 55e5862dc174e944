/** Field rules at the conformance door: a denied field is null and told, and no subgraph hears of it, whatever way leads there. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Door, openDoor } from './door/open-door.ts'
import { asking } from './federation/ask.ts'
import { checkRules } from './federation/check-rules.ts'
import { type Federation, startFederation } from './federation/federation.ts'
import { rulesCases } from './federation/rules-cases.ts'
import { rulesServices, rulesWorld } from './federation/rules-world.ts'

let federation: Federation

beforeAll(async () => {
  federation = await startFederation(rulesServices, rulesWorld)
})

afterAll(async () => {
  await federation?.close()
})

/** One door a set of rules. */
const doors = new Map<string, Promise<Door>>()

function doorFor(rules: string): Promise<Door> {
  const door = doors.get(rules) ?? openDoor({ supergraph: federation.supergraph, rules })
  doors.set(rules, door)
  return door
}

afterAll(async () => {
  for (const door of doors.values()) await (await door).close()
})

describe.each(Object.entries(rulesCases))('a denied field reached %s', (_way, cases) => {
  it.each(cases)('is refused: $deny in $query', async (one) => {
    const door = await doorFor(`deny: [${one.deny.join(', ')}]`)
    expect(await checkRules(federation, asking(door.url), one)).toEqual([])
  })
})

describe('items and callers', () => {
  const rules = `
items: { User.salary: pay, User.email: contact, Shop: trade, Work.title: titles }
callers: { clerk: [pay], desk: [contact, trade], all: [pay, contact, trade, titles] }`
  const query = '{ me { salary email } search { ... on Shop { code } } works { title } }'

  it('gives each caller what its items open, and nobody in particular nothing of them', async () => {
    const { url } = await doorFor(rules)
    const closedFor: Readonly<Record<string, readonly string[]>> = {
      clerk: ['User.email', 'Shop.code', 'Work.title'],
      desk: ['User.salary', 'Work.title'],
      all: [],
      stranger: ['User.salary', 'User.email', 'Shop.code', 'Work.title'],
    }
    // Twice, and in another order: no caller gets what was decided for the one before.
    for (const [caller, deny] of [...Object.entries(closedFor), ...Object.entries(closedFor).toReversed()]) {
      const differences = await checkRules(federation, asking(url, caller), { deny, query })
      expect({ caller, differences }).toEqual({ caller, differences: [] })
    }
  })

  it('opens a field that needs two items to whoever holds both', async () => {
    const { url } = await doorFor(
      'items: { Node.label: names, User.label: people }\ncallers: { one: [names], two: [names, people] }',
    )
    const one = { query: '{ nodes { label } }' }
    expect(await checkRules(federation, asking(url, 'one'), { ...one, deny: ['User.label'] })).toEqual([])
    expect(await checkRules(federation, asking(url, 'two'), { ...one, deny: [] })).toEqual([])
  })
})

describe('introspection', () => {
  const fieldsOf = async (url: string, type: string, caller?: string): Promise<readonly string[] | null> => {
    const query = 'query ($name: String!) { __type(name: $name) { fields { name } } }'
    const { data, errors } = await asking(url, caller)({ query, variables: { name: type } })
    expect(errors).toBeUndefined()
    const shown = (data as { __type: { fields: { name: string }[] } | null }).__type
    return shown === null ? null : shown.fields.map(({ name }) => name)
  }

  it('shows a caller exactly its view', async () => {
    const { url } = await doorFor('items: { User.salary: pay, Shop: trade }\ncallers: { clerk: [pay], desk: [trade] }')
    expect(await fieldsOf(url, 'User', 'clerk')).toContain('salary')
    expect(await fieldsOf(url, 'User', 'desk')).not.toContain('salary')
    expect(await fieldsOf(url, 'Shop', 'desk')).toContain('code')
    expect(await fieldsOf(url, 'Shop', 'clerk')).toBeNull()
    expect(await fieldsOf(url, 'Shop')).toBeNull()
  })

  it('leaves a denied field of an interface out of every type', async () => {
    const { url } = await doorFor('deny: [Node.label]')
    for (const type of ['Node', 'User', 'Shop']) expect(await fieldsOf(url, type)).not.toContain('label')
  })

  it('leaves out what only a denied field reaches', async () => {
    const { url } = await doorFor('deny: [User.address]')
    expect(await fieldsOf(url, 'Address')).toBeNull()
  })

  it('leaves out a field that cannot be had without a denied one', async () => {
    const { url } = await doorFor('deny: [User.salary]')
    expect(await fieldsOf(url, 'User')).not.toContain('band')
  })
})

it('refuses rules that name what the supergraph does not have', async () => {
  await expect(openDoor({ supergraph: federation.supergraph, rules: 'deny: [User.nothing]' })).rejects.toThrow(
    'User.nothing',
  )
  await expect(openDoor({ supergraph: federation.supergraph, rules: 'allow: []' })).rejects.toThrow('deny')
})
