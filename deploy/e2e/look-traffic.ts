/** Random questions about a few subjects by several bodies, and what each subject has to be told of them, kept from the answers alone. */
import type { CreditSubjectClaim } from '@xinqiao/schema'
import { type Caller, openCaller } from '../faults/caller.ts'
import type { Random } from '../generator/random.ts'
import type { Asking, HubUnderTest, WireAnswer } from './hub-under-test.ts'

/** A look as its subject is told of it: what the story knows without the log. */
export interface Look {
  readonly receipt: string
  readonly body: string
  readonly contract: string
  readonly purpose: string | null
  readonly channel: string
  readonly case: string | null
  readonly own: boolean
  readonly way: 'query'
  readonly decision: string
  readonly code: string | null
  readonly items: readonly { readonly item: string; readonly outcome: string; readonly code: string | null }[]
}

/** With the moment at which it was kept, milliseconds: its answer had come. */
export interface KeptLook extends Look {
  readonly askedAt: number
}

/** A subject of the story: how a query names it, and how a portal does. */
export interface Subject {
  readonly id: string
  readonly claim: CreditSubjectClaim
}

const organizations = ['914601000000A00134', '914600000000A0021R', '914602000000A003XU'] as const
const person = { kind: '01', number: '460105190203040014' } as const

export const subjects: readonly Subject[] = [
  ...organizations.map((uscc) => ({ id: uscc, claim: { uscc } })),
  { id: person.number, claim: { document: person } },
]

export function portalOf({ claim }: Subject): Asking {
  return { client: 'portal-app', contract: 'self', purpose: 'SELF', subject: claim, acr: 'urn:xinqiao:identified' }
}

interface Body {
  readonly body: string
  /** `null`: anybody. */
  readonly as: Asking | null
  readonly channel: string
}

const sharing = 'public_affairs_sharing'
const inquiry = 'authorized_inquiry'
const agency = (body: string, contract: string, purpose: string, number: string): Body => ({
  body,
  as: { client: `${body}-app`, contract, purpose, case: number },
  channel: sharing,
})
const bodies: readonly Body[] = [
  agency('tax', 'CT-TAX-01', 'TAX_CREDIT', '琼税案〔2026〕1号'),
  agency('tax', 'CT-TAX-02', 'DAILY_SUPERVISION', '琼税案〔2026〕2号'),
  agency('tour', 'CT-TOUR-01', 'JOINT_MEASURE', '琼旅案〔2026〕3号'),
  { body: 'bank-d1', as: { client: 'bank-d1-app', contract: 'CT-BANK-01', purpose: 'LOAN' }, channel: inquiry },
  { body: 'anonymous', as: null, channel: 'public_announcement' },
]

/** Where an item stands in the graph, and what of it is asked. */
const places = {
  'amr.reg.basic': ['amr', 'regBasic', '{ id }'],
  'amr.penalty': ['amr', 'penalty', '{ nodes { id } }'],
  'tax.credit.grade': ['tax', 'creditGrade', '{ nodes { id } }'],
  'court.judgment': ['court', 'judgment', '{ nodes { id } }'],
  'court.enforcee': ['court', 'enforcee', '{ nodes { id } }'],
  'tour.lic.agency': ['tour', 'licAgency', '{ nodes { id } }'],
  'office.measure': ['office', 'measure', '{ nodes { id } }'],
} as const
type Item = keyof typeof places
const ofOrganizations = Object.keys(places) as readonly Item[]
const ofPersons: readonly Item[] = ['amr.penalty', 'court.enforcee', 'office.measure']

/** Asks at random at one of the gateways; `looks` is what each subject has to be told, in the order of asking. */
export class LookTraffic {
  readonly looks: ReadonlyMap<string, KeptLook[]> = new Map(subjects.map(({ id }) => [id, []]))
  readonly #hub: HubUnderTest
  readonly #random: Random
  readonly #callers = new Map<string, Promise<Caller>>()

  constructor(hub: HubUnderTest, random: Random) {
    this.#hub = hub
    this.#random = random
  }

  /** One question: about one or two companies or a person, by a body, anybody, or a subject itself. */
  async askOnce(gateway: string): Promise<void> {
    const random = this.#random
    if (random.chance(0.15)) return this.#askAsSubject(gateway, random.chance(0.3))
    const by = random.pick(bodies)
    const named = this.#named()
    const items = someOf(random, named.length === 1 && named[0] === person.number ? ofPersons : ofOrganizations)
    const answer = await this.#ask(gateway, by.as, operationOf(named, items))
    for (const [place, id] of named.entries())
      this.#keep(id, answer, {
        body: by.body,
        contract: by.as === null ? 'public@1' : `${by.as.contract}@1`,
        purpose: by.as?.purpose ?? null,
        channel: by.channel,
        case: by.as?.case ?? null,
        own: false,
        items: items.map((item) => outcomeOf(answer, named, place, item)).sort(byItem),
      })
  }

  /** A question that names nobody: it moves the gateway's log on. */
  async askOfNobody(gateway: string): Promise<void> {
    await this.#ask(gateway, null, '{ __typename }')
  }

  /** A question by a client of the portal for a subject. */
  async askAs(gateway: string, as: Asking, query: string, variables: Record<string, unknown>): Promise<WireAnswer> {
    return this.#ask(gateway, as, query, variables)
  }

  /** What a subject's look at its own log adds to it. */
  keepOwn(id: string, answer: WireAnswer): void {
    this.#keep(id, answer, { ...ofPortal, own: true, items: [] })
  }

  async close(): Promise<void> {
    for (const caller of this.#callers.values()) await (await caller).close()
  }

  async #askAsSubject(gateway: string, tries: boolean): Promise<void> {
    const random = this.#random
    const me = random.pick(subjects.filter(({ id }) => id !== person.number))
    const other = tries ? random.pick(organizations.filter((uscc) => uscc !== me.id)) : me.id
    const items = someOf(random, ofOrganizations)
    const answer = await this.#ask(gateway, portalOf(me), operationOf([other], items))
    const kept = tries ? [] : items.map((item) => outcomeOf(answer, [other], 0, item)).sort(byItem)
    this.#keep(other, answer, { ...ofPortal, own: !tries, items: kept })
  }

  #named(): readonly string[] {
    const random = this.#random
    if (random.chance(0.25)) return [person.number]
    const first = random.pick(organizations)
    return random.chance(0.3) ? [first, random.pick(organizations.filter((uscc) => uscc !== first))] : [first]
  }

  async #ask(
    gateway: string,
    as: Asking | null,
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<WireAnswer> {
    if (as === null) return anonymously(gateway, query)
    const name = JSON.stringify([gateway, as])
    const caller = this.#callers.get(name) ?? openCaller(this.#hub, as, { origin: gateway })
    this.#callers.set(name, caller)
    const { status, text, receipt } = await (await caller).ask(query, variables)
    return { status, body: JSON.parse(text) as WireAnswer['body'], text, receipt }
  }

  #keep(id: string, { body, receipt }: WireAnswer, look: Omit<Look, 'receipt' | 'way' | 'decision' | 'code'>): void {
    const errors = body.errors ?? []
    const whole = errors.find(({ path }) => path === undefined)?.extensions?.code ?? null
    const decision = whole !== null ? 'refused' : errors.length > 0 ? 'partial' : 'permit'
    const known = { receipt: receipt ?? 'none', way: 'query', decision, code: whole } as const
    this.looks.get(id)?.push({ ...known, ...look, askedAt: Date.now() })
  }
}

const ofPortal = { body: 'portal-demo', contract: 'self@1', purpose: 'SELF', channel: inquiry, case: null } as const

function operationOf(named: readonly string[], items: readonly Item[]): string {
  const agencies = Map.groupBy(items, (item) => places[item][0])
  const below = [...agencies].map(
    ([agency, its]) => `${agency} { ${its.map((item) => `${places[item][1]} ${places[item][2]}`).join(' ')} }`,
  )
  const root =
    named[0] === person.number
      ? `naturalPerson(document: { kind: "${person.kind}", number: "${person.number}" })`
      : `organizations(usccs: ${JSON.stringify(named)})`
  return `{ subjects: ${root} { ${below.join(' ')} } }`
}

/** As the caller itself could say it: refused with a code, something there, or nothing. */
function outcomeOf(answer: WireAnswer, named: readonly string[], place: number, item: Item): Look['items'][number] {
  const [agency, field] = places[item]
  const path = ['subjects', ...(named[0] === person.number ? [] : [place]), agency, field]
  const refused = answer.body.errors?.find((error) => JSON.stringify(error.path) === JSON.stringify(path))
  if (refused !== undefined) return { item, outcome: 'refused', code: refused.extensions?.code ?? 'none' }
  let value: unknown = answer.body.data
  for (const step of path) value = (value as Record<string | number, unknown> | null)?.[step]
  const { nodes = value === null || value === undefined ? [] : [value] } = (value ?? {}) as { nodes?: unknown[] }
  return { item, outcome: nodes.length > 0 ? 'released' : 'empty', code: null }
}

function byItem(a: { readonly item: string }, b: { readonly item: string }): number {
  return a.item < b.item ? -1 : 1
}

function someOf<T>(random: Random, all: readonly T[]): readonly T[] {
  const some = all.filter(() => random.chance(0.5))
  return some.length === 0 ? [random.pick(all)] : some
}

async function anonymously(gateway: string, query: string): Promise<WireAnswer> {
  const response = await fetch(`${gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query }),
  })
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text), text, receipt: response.headers.get('hub-receipt') }
}
