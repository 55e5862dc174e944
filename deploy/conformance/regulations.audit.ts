/** The duties of the law, asked of a whole hub one by one: each test is a sentence a clerk could check at the counter. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorAt, nodesAt } from '../e2e/asking.ts'
import type { Asking } from '../e2e/hub-under-test.ts'
import { entriesByReceipt } from '../faults/node-log.ts'
import { about, aboutPerson, fined, personNumber, travel } from './audit-records.ts'
import { type AuditedHub, startAuditedHub } from './audited-hub.ts'
import { wrongEntries } from './recorded-calls.ts'

const trade = '914600000000A0021R'
const food = '914602000000A003XU'
const fishery = '914603000000A0056U'
const loans = '914600000000A0048H'
const tax: Asking = { client: 'tax-app', contract: 'CT-TAX-01', purpose: 'TAX_CREDIT', case: '琼税案〔2026〕1号' }
const tour: Asking = { client: 'tour-app', contract: 'CT-AUDIT-01', purpose: 'HONOURS', case: '琼旅案〔2026〕1号' }
const bank: Asking = { client: 'bank-d1-app', contract: 'CT-AUDIT-02', purpose: 'TRADE_CHECK' }
const portal: Asking = { client: 'portal-app', contract: 'self', purpose: 'SELF', acr: 'urn:xinqiao:aal2' }

let audited: AuditedHub
beforeAll(async () => {
  audited = await startAuditedHub()
})
afterAll(() => audited.stop())

const ids = (nodes: readonly Record<string, unknown>[]): readonly unknown[] => nodes.map((node) => node['id'])
const codesOf = async (agency: string, ...records: readonly Parameters<AuditedHub['send']>[1][]): Promise<unknown> =>
  (await audited.send(agency, ...records)).refusals.map(({ code }) => code)
const penaltiesOf = `query($uscc: ID!) { organization(uscc: $uscc) { amr { penalty { nodes { id version fine } } } } }`

describe('the joined profile', () => {
  const six = `query($uscc: ID!) { organization(uscc: $uscc) {
    amr { penalty { nodes { ...envelope } } complaint12315 { nodes { ...envelope } } }
    tax { penalty { nodes { ...envelope } } }
    court { dishonest { nodes { ...envelope } } falseLitigation { nodes { ...envelope } } }
    tour { penalty { nodes { ...envelope } } }
    fin { penalty { nodes { ...envelope } } }
    office { pledgeActive { nodes { ...envelope } } } } }
    fragment envelope on CreditRecord { id item class provider provenance { document ingestedAt catalogVersion } }`

  test('[OPI-IX.e] one question gives parts of six agencies', async () => {
    const answer = await audited.hub.askAnonymously(six, { uscc: travel })
    expect(answer.body.errors).toBeUndefined()
    expect(ids(nodesAt(answer, 'amr', 'penalty'))).toContain('amr.penalty:AU-LATE')
    expect(ids(nodesAt(answer, 'tax', 'penalty'))).toEqual(['tax.penalty:AU-TAX'])
    expect(ids(nodesAt(answer, 'court', 'dishonest'))).toEqual(['court.dishonest:AU-DIS'])
    expect(ids(nodesAt(answer, 'tour', 'penalty'))).toEqual(['tour.penalty:R-006'])
    expect(ids(nodesAt(answer, 'fin', 'penalty'))).toEqual(['fin.penalty:AU-FIN'])
    expect(ids(nodesAt(answer, 'office', 'pledgeActive'))).toEqual(['office.pledge.active:AU-PL1'])
  })

  test('[GUI-4a] [REG-2.4 partly] every record tells its class, its agency, its document, when it came in and by which catalog', async () => {
    const answer = await audited.hub.askAnonymously(six, { uscc: travel })
    for (const [agency, places] of Object.entries(answer.body.data?.['organization'] as Record<string, object>))
      for (const place of Object.keys(places)) {
        const nodes = nodesAt(answer, agency, place)
        expect(nodes.length).toBeGreaterThan(0)
        for (const node of nodes) {
          expect(node).toMatchObject({ provider: agency, class: 'public' })
          expect(node['provenance']).toEqual({
            document: expect.stringMatching(/./u),
            ingestedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u),
            catalogVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/u),
          })
        }
      }
  })

  test('[GUI-15b] everybody reads who does not perform a judgment and who litigates falsely', async () => {
    const answer = await audited.hub.askAnonymously(six, { uscc: travel })
    expect(ids(nodesAt(answer, 'court', 'dishonest'))).toEqual(['court.dishonest:AU-DIS'])
    expect(ids(nodesAt(answer, 'court', 'falseLitigation'))).toEqual(['court.falseLitigation:AU-FALSE'])
    const person = await audited.hub.askAnonymously(personQuery, { number: personNumber })
    expect(ids(nodesAt(person, 'court', 'dishonest', 'naturalPerson'))).toEqual(['court.dishonest:AU-P2'])
  })

  test('[GUI-4d] announced complaints are of companies, and who complained stands nowhere', async () => {
    const answer = await audited.hub.askAnonymously(six, { uscc: travel })
    expect(ids(nodesAt(answer, 'amr', 'complaint12315'))).toEqual(['amr.complaint12315:AU-CPL'])
    const complaint = {
      complaintNumber: 'C-2',
      matter: '质量',
      receivedOn: '2025-02-01',
      outcome: 'agreed',
      closedOn: '2025-03-03',
    }
    const complainant = { name: '符试六', documentKind: '01', documentNumber: personNumber }
    expect(
      await codesOf(
        'amr',
        about(travel, 'amr.complaint12315', 'AU-CPL2', { ...complaint, complainant }),
        aboutPerson(personNumber, 'amr.complaint12315', 'AU-CPL3', complaint),
      ),
    ).toEqual(['RECORD_INVALID', 'NOT_IN_CATALOG'])
    const shown = await audited.hub.askAnonymously(
      `query($uscc: ID!) { organization(uscc: $uscc) { amr { complaint12315 { nodes { id complainant } } } } }`,
      { uscc: travel },
    )
    expect(shown.status).toBe(400)
  })

  test('[OPI-IV.c] [OPI-V.b] an active pledge and the pledge of a restoration are public, the restored record is not', async () => {
    const answer = await audited.hub.askAnonymously(
      `query($uscc: ID!) { organization(uscc: $uscc) { amr { penalty { nodes { id } } } office { pledgeRestoration { nodes { id content } } pledgeActive { nodes { id } } } } }`,
      { uscc: food },
    )
    expect(nodesAt(answer, 'office', 'pledgeRestoration')).toEqual([
      { id: 'office.pledge.restoration:AU-PL2', content: '承诺依法诚信经营。' },
    ])
    expect(nodesAt(answer, 'office', 'pledgeActive')).toEqual([])
    expect(ids(nodesAt(answer, 'amr', 'penalty'))).toEqual(['amr.penalty:R-009'])
  })

  test('[GUI-1d] [OPI-III partly] the pledge of a member of an association is public and names the association', async () => {
    const answer = await audited.hub.askAnonymously(
      `query($uscc: ID!) { organization(uscc: $uscc) { office { pledgeActive { nodes { pledgeKind content association { name uscc } } } } } }`,
      { uscc: fishery },
    )
    expect(nodesAt(answer, 'office', 'pledgeActive')).toEqual([
      {
        pledgeKind: 'self_regulatory',
        content: '承诺依法诚信经营。',
        association: { name: '试验旅游协会', uscc: '514600000000B00278' },
      },
    ])
  })

  test('[OPI-XIX.b] of listed persons everybody reads the name and never the whole number', async () => {
    const answer = await audited.hub.askAnonymously(
      `query($uscc: ID!) { organization(uscc: $uscc) { tour { serious { nodes { id masked responsiblePersons { name documentNumber } } } } } }`,
      { uscc: travel },
    )
    expect(nodesAt(answer, 'tour', 'serious')).toMatchObject([
      {
        responsiblePersons: [
          { name: '陈试一', documentNumber: '4601**********0014' },
          { name: '林试二', documentNumber: '4602**********0027' },
        ],
      },
    ])
    expect(answer.text).not.toMatch(/460105190203040014|460203190305060027/u)
  })
})

const personQuery = `query($number: ID!) { naturalPerson(document: { kind: "01", number: $number }) {
  amr { penalty { nodes { id } } } court { dishonest { nodes { id } } } } }`

describe('natural persons', () => {
  test('[PLAN-III.1a] records sent under two spellings of a number are one person, whichever spelling asks', async () => {
    for (const number of [personNumber, '460105 1906 0705 018x', '４６０１０５１９０６０７０５０１８Ｘ']) {
      const answer = await audited.hub.askAnonymously(personQuery, { number })
      expect(ids(nodesAt(answer, 'amr', 'penalty', 'naturalPerson'))).toEqual(['amr.penalty:AU-P1'])
      expect(ids(nodesAt(answer, 'court', 'dishonest', 'naturalPerson'))).toEqual(['court.dishonest:AU-P2'])
    }
  })

  const joined = `query($number: ID!) { naturalPerson(document: { kind: "01", number: $number }) {
    amr { penalty { nodes { id } } } court { dishonest { nodes { id } } } office { honor { nodes { id title } } } } }`

  test('[PLAN-V.1c] an agency under contract reads a person joined over three agencies', async () => {
    const answer = await audited.hub.ask(tour, joined, { number: personNumber })
    expect(answer.body.errors).toBeUndefined()
    expect(ids(nodesAt(answer, 'amr', 'penalty', 'naturalPerson'))).toEqual(['amr.penalty:AU-P1'])
    expect(ids(nodesAt(answer, 'court', 'dishonest', 'naturalPerson'))).toEqual(['court.dishonest:AU-P2'])
    expect(ids(nodesAt(answer, 'office', 'honor', 'naturalPerson'))).toEqual(['office.honor:AU-HON'])
  })

  test('[PLAN-VI.1a] an honour is read by the agency under contract and by the honoured person', async () => {
    const subject = { document: { kind: '01', number: personNumber } }
    const agency = await audited.hub.ask(tour, joined, { number: personNumber })
    const person = await audited.hub.ask({ ...portal, subject }, joined, { number: personNumber })
    for (const answer of [agency, person])
      expect(nodesAt(answer, 'office', 'honor', 'naturalPerson')).toEqual([
        { id: 'office.honor:AU-HON', title: '诚实守信道德模范' },
      ])
  })

  test('[GUI-12a partly] [OPI-XVIII.a partly] who answers for a listed company is found in the own profile, with role and company', async () => {
    const answer = await audited.hub.askAnonymously(
      `query($number: ID!) { naturalPerson(document: { kind: "01", number: $number }) { office { listPerson { nodes { role organization { uscc } person { name documentNumber } } } } } }`,
      { number: personNumber },
    )
    expect(nodesAt(answer, 'office', 'listPerson', 'naturalPerson')).toEqual([
      {
        role: 'legal_representative',
        organization: { uscc: travel },
        person: { name: '符试六', documentNumber: '4601**********018X' },
      },
    ])
  })

  test('[D15] at the door: no record of a person one day before the 18th birthday, one may be kept from that day on', async () => {
    const early = '1920-01-01'
    const basisDocument = { ...(about('', 'amr.penalty', 'x', {})['basisDocument'] as object), effectiveOn: early }
    const record = aboutPerson(personNumber, 'amr.penalty', 'AU-YOUNG', fined, { determinedOn: early, basisDocument })
    expect(await audited.during('1924-07-04T23:59:59+08:00', () => codesOf('amr', record))).toEqual(['NOT_IN_CATALOG'])
    expect(await audited.during('1924-07-05T00:00:00+08:00', () => codesOf('amr', record))).toEqual([])
  })
})

describe('who may inquire', () => {
  const grades = `query($uscc: ID!) { organization(uscc: $uscc) { amr { penalty { nodes { id } } } tax { creditGrade { nodes { id grade } } } } }`
  const self = { ...portal, subject: { uscc: trade } }

  test('[REG-16.2b] neither a verified identity nor an authorization: nothing', async () => {
    const answer = await audited.hub.ask(bank, grades, { uscc: travel })
    expect(errorAt(answer, 'organization', 'tax', 'creditGrade')).toMatchObject({ code: 'CONSENT_REQUIRED' })
    const { acr: _acr, ...unverified } = self
    await expect(audited.hub.ask(unverified, grades, { uscc: trade })).rejects.toMatchObject({
      hubCode: 'IDENTITY_NOT_VERIFIED',
    })
    expect(nodesAt(await audited.hub.ask(self, grades, { uscc: trade }), 'tax', 'creditGrade')).toMatchObject([
      { grade: 'M' },
    ])
  })

  test('[OPI-XXII.b] an app that acts for one verified company reads that company and no other', async () => {
    const own = await audited.hub.ask(self, grades, { uscc: trade })
    expect(ids(nodesAt(own, 'tax', 'creditGrade'))).toEqual(['tax.credit.grade:R-016'])
    const other = await audited.hub.ask(self, grades, { uscc: travel })
    expect(other.status).toBe(403)
    expect(other.body.errors?.[0]?.extensions?.code).toBe('IDENTITY_NOT_VERIFIED')
    expect(other.text).not.toContain('R-013')
    const byId = await audited.hub.ask(self, '{ record(id: "tax.credit.grade:R-013") { id } }')
    expect(byId.body.data).toEqual({ record: null })
  })

  test('[OPI-VIII.a] [PLAN-VI.1c] [D18] before a trade anybody reads the open records; a private body reads the rest where the company allows it', async () => {
    const open = await audited.hub.askAnonymously(penaltiesOf, { uscc: travel })
    expect(ids(nodesAt(open, 'amr', 'penalty'))).toContain('amr.penalty:R-002')
    const without = await audited.hub.ask(bank, grades, { uscc: travel })
    expect(ids(nodesAt(without, 'amr', 'penalty'))).toContain('amr.penalty:R-002')
    expect(errorAt(without, 'organization', 'tax', 'creditGrade')).toMatchObject({ code: 'CONSENT_REQUIRED' })
    const allowed = await audited.hub.ask({ ...bank, purpose: 'LOAN' }, grades, { uscc: trade })
    expect(nodesAt(allowed, 'tax', 'creditGrade')).toMatchObject([{ grade: 'M' }])
    const otherUse = await audited.hub.ask(bank, grades, { uscc: trade })
    expect(errorAt(otherUse, 'organization', 'tax', 'creditGrade')).toMatchObject({ code: 'CONSENT_SCOPE' })
  })

  test('[GUI-8c] a list of key scrutiny is never told to the public', async () => {
    const answer = await audited.hub.askAnonymously(
      `query($uscc: ID!) { organization(uscc: $uscc) { office { listKeyScrutiny { nodes { id } } } } }`,
      { uscc: travel },
    )
    expect(answer.text).toContain('CHANNEL_NOT_ALLOWED')
    expect(answer.text).not.toContain('nodes')
  })
})

describe('how long', () => {
  test('[REG-27c] [D1] a record that came in five years late is shown for its last day only', async () => {
    const shown = async (): Promise<readonly unknown[]> =>
      ids(nodesAt(await audited.hub.ask(tax, penaltiesOf, { uscc: travel }), 'amr', 'penalty'))
    expect(await audited.during('2026-11-23T23:59:59+08:00', shown)).toContain('amr.penalty:AU-LATE')
    expect(await audited.during('2026-11-24T00:00:00+08:00', shown)).not.toContain('amr.penalty:AU-LATE')
  })

  test('[REG-27b] [D2] what has expired is on no channel, also sent again; its agency still holds it', async () => {
    const asks = [
      () => audited.hub.askAnonymously(penaltiesOf, { uscc: travel }),
      () => audited.hub.ask(tax, penaltiesOf, { uscc: travel }),
      () => audited.hub.ask(bank, penaltiesOf, { uscc: travel }),
      () => audited.hub.ask({ ...portal, subject: { uscc: travel } }, penaltiesOf, { uscc: travel }),
    ]
    const shownOn = (instant: string): Promise<readonly boolean[]> =>
      audited.during(instant, async () => {
        const answers = await Promise.all(asks.map((ask) => ask()))
        return answers.map((answer) => ids(nodesAt(answer, 'amr', 'penalty')).includes('amr.penalty:AU-LATE'))
      })
    const late = about(travel, 'amr.penalty', 'AU-LATE', fined, { determinedOn: '2021-11-24' })
    expect(await shownOn('2026-11-23T12:00:00+08:00')).toEqual([true, true, true, true])
    expect(await shownOn('2026-11-24T12:00:00+08:00')).toEqual([false, false, false, false])
    expect(await audited.send('amr', late)).toMatchObject({ accepted: 0, unchanged: 1, refused: 0 })
    expect(await codesOf('amr', { ...late, determinedOn: '2026-11-01' })).toEqual(['VERSION_CONFLICT'])
    expect(await shownOn('2026-11-24T12:00:00+08:00')).toEqual([false, false, false, false])
  })

  test('[D13 partly] [STD-NDRC36 partly] a minor penalty is shared with agencies and never announced to the public', async () => {
    const shared = async (): Promise<readonly unknown[]> =>
      ids(nodesAt(await audited.hub.ask(tax, penaltiesOf, { uscc: fishery }), 'amr', 'penalty'))
    const open = await audited.hub.askAnonymously(penaltiesOf, { uscc: fishery })
    expect(nodesAt(open, 'amr', 'penalty')).toEqual([])
    expect(await shared()).toEqual(['amr.penalty:R-007'])
  })

  test('[REG-29] a correction by the provider makes the next version, and the one before is no longer given', async () => {
    const versions = async (): Promise<unknown> =>
      nodesAt(await audited.hub.ask(tax, penaltiesOf, { uscc: loans }), 'amr', 'penalty')
    expect(await versions()).toEqual([{ id: 'amr.penalty:AU-CORR', version: 1, fine: 500_000 }])
    const corrected = about(loans, 'amr.penalty', 'AU-CORR', { ...fined, fine: 400_000 }, { corrects: 1 })
    expect(await audited.send('amr', corrected)).toMatchObject({ accepted: 1, refused: 0 })
    expect(await versions()).toEqual([{ id: 'amr.penalty:AU-CORR', version: 2, fine: 400_000 }])
  })

  test('[D9] by its id a revoked record answers, byte for byte, like one that never was', async () => {
    const byId = (id: string) => audited.hub.ask(tax, `query($id: ID!) { record(id: $id) { id } }`, { id })
    const revoked = await byId('amr.penalty:R-010')
    expect(revoked.text).toBe((await byId('amr.penalty:R-999')).text)
    expect(revoked.body.data).toEqual({ record: null })
    expect(errorAt(revoked, 'record')).toMatchObject({ code: 'NOT_FOUND' })
    expect((await byId('amr.penalty:R-002')).body.data).toEqual({ record: { id: 'amr.penalty:R-002' } })
  })

  test('[REG-32.3a] [REG-32.3d] [REG-25b partly] a company restored from a serious list stands on it no longer, and the measure that rested on it is over', async () => {
    const measures = async (): Promise<readonly unknown[]> => {
      const query = `query($uscc: ID!) { organization(uscc: $uscc) { office { measure { nodes { id } } } } }`
      return ids(nodesAt(await audited.hub.ask(tour, query, { uscc: travel }), 'office', 'measure'))
    }
    const listed = async (): Promise<readonly unknown[]> => {
      const query = `query($uscc: ID!) { organization(uscc: $uscc) { tour { serious { nodes { id } } } } }`
      const answers = [
        await audited.hub.askAnonymously(query, { uscc: travel }),
        await audited.hub.ask(tour, query, { uscc: travel }),
      ]
      return answers.flatMap((answer) => ids(nodesAt(answer, 'tour', 'serious')))
    }
    expect(await listed()).toEqual(['tour.serious:L-001', 'tour.serious:L-001'])
    expect(await measures()).toEqual(['office.measure:AU-MS'])
    expect(await audited.load('standings.yaml', removal)).toBe(0)
    await expect.poll(listed, { timeout: 1_000, interval: 50 }).toEqual([])
    expect(await measures()).toEqual([])
  })
})

describe('at the doors of the agencies', () => {
  test('[D12] [PLAN-III.3 partly] what is in no catalog is taken from nobody, on-line conduct among it', async () => {
    expect(
      await codesOf('amr', about(travel, 'cac.conduct', 'AU-N1', fined), about(travel, 'amr.rumour', 'AU-N2', fined)),
    ).toEqual(['NOT_IN_CATALOG', 'NOT_IN_CATALOG'])
    expect(Object.keys(audited.hub.file.agencies)).not.toContain('cac')
    const asked = await audited.hub.askAnonymously(
      '{ organization(uscc: "914601000000A00134") { amr { rumour { id } } } }',
    )
    expect(asked.status).toBe(400)
  })

  test('[REG-2.2a] a finding rests on a document and holds no opinion beside it', async () => {
    expect(
      await codesOf(
        'amr',
        about(travel, 'amr.penalty', 'AU-O1', fined, { basisDocument: null }),
        about(travel, 'amr.penalty', 'AU-O2', { ...fined, opinion: '口碑不佳' }),
      ),
    ).toEqual(['BASIS_DOCUMENT_MISSING', 'RECORD_INVALID'])
  })

  test('[REG-3b] a record labelled secret is refused, and the alarm stands in the agency’s log', async () => {
    const log = (): string => readFileSync(join(audited.hub.stateDir, 'logs/amr.log'), 'utf8')
    expect(log()).not.toContain('secret-offered')
    expect(await codesOf('amr', about(travel, 'amr.penalty', 'AU-S1', fined, { secrecy: 'secret' }))).toEqual([
      'RECORD_INVALID',
    ])
    await expect.poll(log, { timeout: 1_000 }).toMatch(/"event":"secret-offered","alarm":true/u)
  })
})

describe('the catalog that everybody reads', () => {
  const catalog = async (): Promise<Record<string, unknown> & { items: Record<string, unknown>[] }> =>
    (await fetch(`${audited.hub.file.gateway}/catalog`)).json() as never

  test('[OPI-XVI.d] violations of the off-shore duty-free policy have their item', async () => {
    const { items } = await catalog()
    expect(items.filter(({ id }) => id === 'dutyfree.violation')).toMatchObject([
      { provider: 'customs', polarity: 'negative', class: 'public' },
    ])
  })

  test('[OPI-XXII.c] investment, support from public funds and loans are purposes one can agree on', async () => {
    expect((await catalog())['purposes']).toMatchObject({
      INVESTMENT: expect.any(String),
      PUBLIC_FUNDS: expect.any(String),
      LOAN: expect.any(String),
    })
  })
})

const removal =
  '- { record: "tour.serious:L-001", standing: restored, decidedOn: 2026-11-23, document: "琼旅信修〔2026〕1号", by: tour }\n'

// Stands last: what it looks at are the calls of all tests above.
describe('the audit log', () => {
  test('AU9 [REG-26.2a] has exactly one entry for every call above, permitted or refused, and it says what happened', async () => {
    const refused = await audited.hub
      .ask({ ...tax, contract: 'CT-AUDIT-01' }, penaltiesOf, { uscc: travel })
      .catch(() => null)
    expect(refused).toBeNull()
    await audited.hub.askAnonymously('{ nothing')
    await audited.hub.ask(tax, '{ organization(uscc: "wrong") { uscc } }')
    expect(audited.calls.length).toBeGreaterThan(50)
    expect(audited.calls.filter(({ answer }) => answer.status !== 200).length).toBeGreaterThan(0)
    expect(wrongEntries(audited.calls, entriesByReceipt(join(audited.hub.stateDir, 'gateway'), 'gateway'))).toEqual([])
  })
})
