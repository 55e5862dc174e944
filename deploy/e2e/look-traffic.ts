/** Random questions about a few subjects by several bodies, and what each subject has to be told of them, kept from the answers alone. */
import { type Caller, openCaller } from '../faults/caller.ts'
import type { Random } from '../generator/random.ts'
import type { Asking, HubUnderTest, WireAnswer } from './hub-under-test.ts'
import { ofOrganizations, ofPersons, operationOf, outcomesOf } from './look-questions.ts'
import { type KeptLook, type Look, organizations, person, portalOf, subjects } from './look-subjects.ts'

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
        items: outcomesOf(answer, named, place, items),
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
    const kept = tries ? [] : outcomesOf(answer, [other], 0, items)
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
