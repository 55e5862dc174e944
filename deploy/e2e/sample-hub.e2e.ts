/** The sample hub: a small office with a fixed legal time, and the answers that the law gives there. Also after a kill and a restart. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '@xinqiao/cli'
import { openSession } from '@xinqiao/consumer-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callLog, errorAt, ingest, nodesAt } from './asking.ts'
import { type Asking, type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'

const travel = '914601000000A00134'
const trade = '914600000000A0021R'
const food = '914602000000A003XU'
const withoutPenalties = '914600000000A0048H'
const taxCredit: Asking = { client: 'tax-app', contract: 'CT-TAX-01', purpose: 'TAX_CREDIT', case: '琼税案〔2026〕1号' }
const taxSupervision: Asking = {
  client: 'tax-app',
  contract: 'CT-TAX-02',
  purpose: 'DAILY_SUPERVISION',
  case: '琼税案〔2026〕2号',
}
const tourism: Asking = {
  client: 'tour-app',
  contract: 'CT-TOUR-01',
  purpose: 'DAILY_SUPERVISION',
  case: '琼旅案〔2026〕1号',
}
const bank: Asking = { client: 'bank-d1-app', contract: 'CT-BANK-01', purpose: 'LOAN' }

const envelope = 'id class version basisDocument { number } provenance { document ingestedAt catalogVersion }'
const tenItems = `query Profile($uscc: ID!) { organization(uscc: $uscc) { uscc
  amr { regBasic { ${envelope} name } legalRep: regLegalRep { ${envelope} masked person { name documentNumber } } penalty { nodes { ${envelope} fine } } }
  tax { creditGrade { nodes { ${envelope} year grade } } penalty { nodes { id } } }
  court { judgment { nodes { ${envelope} amount } } enforcee { nodes { ${envelope} } } dishonest { nodes { id } } }
  tour { licAgency { nodes { ${envelope} certificateNumber } } penalty { nodes { ${envelope} } } } } }`

let hub: HubUnderTest
let folder: string
let clockFile: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-clock-'))
  clockFile = join(folder, 'clock')
  writeFileSync(clockFile, '2026-11-23T10:00:00+08:00')
  hub = await startHubUnderTest({ data: join(import.meta.dirname, 'sample-hub'), clock: `file:${clockFile}` })
})

afterAll(async () => {
  await hub.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ids = (nodes: readonly Record<string, unknown>[]): readonly unknown[] => nodes.map((node) => node['id'])

describe('the joined profile', () => {
  test('[OPI-IX.e partly] [REG-27a] [STD-NDRC36] [GUI-4a] one question under CT-TAX-01 gives ten items of four agencies, lawful rows only, each with its provenance', async () => {
    const answer = await hub.ask(taxCredit, tenItems, { uscc: travel })
    expect(answer.body.errors).toBeUndefined()
    expect(ids(nodesAt(answer, 'court', 'judgment'))).toEqual(['court.judgment:R-011'])
    expect(ids(nodesAt(answer, 'court', 'enforcee'))).toEqual(['court.enforcee:R-003'])
    expect(ids(nodesAt(answer, 'amr', 'penalty'))).toEqual(['amr.penalty:R-002'])
    expect(ids(nodesAt(answer, 'tour', 'penalty'))).toEqual(['tour.penalty:R-006'])
    expect(ids(nodesAt(answer, 'tour', 'licAgency'))).toEqual(['tour.lic.agency:R-012'])
    expect(nodesAt(answer, 'tax', 'creditGrade')).toMatchObject([{ year: 2025, grade: 'B', class: 'public' }])
    expect(answer.text).toContain('4601**********0014')
    expect(answer.text).not.toContain('460105190203040014')
    const profile = JSON.parse(answer.text).data.organization
    expect(profile.amr.regBasic.provenance).toMatchObject({
      catalogVersion: expect.any(String),
      ingestedAt: expect.any(String),
      document: expect.any(String),
    })
    expect(profile.amr.legalRep.masked).toEqual(['person.documentNumber'])
    expect(answer.receipt).toMatch(/\/\d+$/)
  })

  test('[D17] [REG-16.2c] a field outside the contract is null with code, item and article, the rest answers, and the court is never asked', async () => {
    const before = (await callLog(hub, 'court')).length
    const answer = await hub.ask(
      taxSupervision,
      `query($uscc: ID!) { organization(uscc: $uscc) { amr { regBasic { name } penalty { nodes { id } } } court { judgment { nodes { id } } } } }`,
      { uscc: travel },
    )
    expect(ids(nodesAt(answer, 'amr', 'penalty'))).toEqual(['amr.penalty:R-002'])
    expect(errorAt(answer, 'organization', 'court', 'judgment')).toMatchObject({
      code: 'ITEM_NOT_IN_CONTRACT',
      catalogItem: 'court.judgment',
      article: expect.any(String),
    })
    expect((await callLog(hub, 'court')).length).toBe(before)
  })

  test('[REG-16.2a] nobody in particular sees what the catalog opens to everybody, and nothing else', async () => {
    const answer = await hub.askAnonymously(
      `query($uscc: ID!) { organization(uscc: $uscc) { amr { penalty { nodes { id } } } tour { serious { nodes { id } } } tax { creditGrade { nodes { grade } } } } }`,
      { uscc: travel },
    )
    expect(ids(nodesAt(answer, 'amr', 'penalty'))).toEqual(['amr.penalty:R-002'])
    expect(ids(nodesAt(answer, 'tour', 'serious'))).toEqual(['tour.serious:L-001'])
    expect(errorAt(answer, 'organization', 'tax', 'creditGrade')).toMatchObject({
      code: 'CHANNEL_NOT_ALLOWED',
      catalogItem: 'tax.credit.grade',
    })
  })
})

describe('whole requests refused', () => {
  test('[REG-16.2c] a purpose outside the contract gets no token, and no agency is called', async () => {
    const before = await Promise.all(['amr', 'tax', 'court', 'tour'].map((agency) => callLog(hub, agency)))
    await expect(
      hub.ask({ ...taxCredit, purpose: 'PUBLIC_FUNDS' }, '{ organization(uscc: "914601000000A00134") { uscc } }'),
    ).rejects.toMatchObject({ hubCode: 'PURPOSE_MISMATCH' })
    const after = await Promise.all(['amr', 'tax', 'court', 'tour'].map((agency) => callLog(hub, agency)))
    expect(after.map((rows) => rows.length)).toEqual(before.map((rows) => rows.length))
  })

  test('[REG-16.2b] a contract past its last day gets no token', async () => {
    const ended = { ...taxCredit, contract: 'CT-TAX-03' }
    await expect(
      hub.ask(ended, '{ organization(uscc: "914601000000A00134") { amr { regBasic { name } } } }'),
    ).rejects.toMatchObject({ hubCode: 'CONTRACT_INACTIVE' })
  })
})

describe('a token taken before the law changed', () => {
  const question = '{ organization(uscc: "914601000000A00134") { amr { regBasic { name } } } }'
  const agencies = ['amr', 'tax', 'court', 'tour', 'fin']
  const calls = (): Promise<readonly number[]> =>
    Promise.all(agencies.map(async (agency) => (await callLog(hub, agency)).length))

  function sessionOf(as: Asking): ReturnType<typeof openSession> {
    const { gateway, issuer, clients } = hub.file
    const privateKey = hub.readKey(clients[as.client]?.key ?? '')
    const { contract, purpose } = as
    return openSession({
      gateway,
      issuer,
      clientId: as.client,
      privateKey,
      contract,
      purpose,
      case: as.case ?? '',
      official: { ref: 'task:story' },
    })
  }

  test('[D17] [REG-16.2b] answers in the last second of the contract and is refused a second later, no agency called', async () => {
    writeFileSync(clockFile, '2026-11-22T23:59:59+08:00')
    try {
      const session = await sessionOf({ ...taxCredit, contract: 'CT-TAX-03' })
      expect(await session.query(question)).toMatchObject({
        status: 200,
        body: { data: { organization: { amr: { regBasic: { name: expect.any(String) } } } } },
      })
      writeFileSync(clockFile, '2026-11-23T00:00:00+08:00')
      const before = await calls()
      expect(await session.query(question)).toMatchObject({
        status: 403,
        body: { errors: [{ extensions: { code: 'CONTRACT_INACTIVE' } }] },
      })
      expect(await calls()).toEqual(before)
    } finally {
      writeFileSync(clockFile, '2026-11-23T10:00:00+08:00')
    }
  })

  test('[REG-16.2c] is refused when its contract loses the purpose, no agency called', async () => {
    const session = await sessionOf(taxSupervision)
    expect((await session.query(question)).status).toBe(200)
    const file = join(folder, 'contracts', 'CT-TAX-02.yaml')
    const text = readFileSync(join(import.meta.dirname, 'sample-hub/contracts/CT-TAX-02.yaml'), 'utf8')
    mkdirSync(join(folder, 'contracts'))
    const load = async (changed: string): Promise<void> => {
      writeFileSync(file, changed)
      expect(await runProgram(['load', file, '--state', hub.stateDir, '--quiet'])).toBe(0)
    }
    await load(text.replace('- DAILY_SUPERVISION', '- PUBLIC_FUNDS').replace('version: 1', 'version: 2'))
    const before = await calls()
    await expect.poll(async () => (await session.query(question)).status, { timeout: 1_000, interval: 50 }).toBe(403)
    expect(await session.query(question)).toMatchObject({
      body: { errors: [{ extensions: { code: 'PURPOSE_MISMATCH' } }] },
    })
    const after = await calls()
    expect(after.slice(1)).toEqual(before.slice(1))
    await load(text.replace('version: 1', 'version: 3'))
  })
})

describe('consents and standings', () => {
  const question = `query($uscc: ID!) { organization(uscc: $uscc) { tax { creditGrade { nodes { grade } } } court { terminated { nodes { id } } } } }`

  test('[REG-16.2b] [D18] a bank sees what the company allowed it, to the last second of the last day', async () => {
    const allowed = await hub.ask(bank, question, { uscc: trade })
    expect(nodesAt(allowed, 'tax', 'creditGrade')).toEqual([{ grade: 'M' }])
    expect(ids(nodesAt(allowed, 'court', 'terminated'))).toEqual(['court.terminated:R-015'])
    writeFileSync(clockFile, '2026-11-24T00:00:00+08:00')
    try {
      const ended = await hub.ask(bank, question, { uscc: trade })
      expect(errorAt(ended, 'organization', 'tax', 'creditGrade')).toMatchObject({ code: 'CONSENT_EXPIRED' })
      expect(errorAt(ended, 'organization', 'court', 'terminated')).toMatchObject({ code: 'CONSENT_EXPIRED' })
    } finally {
      writeFileSync(clockFile, '2026-11-23T10:00:00+08:00')
    }
  })

  test('[REG-32.3b] [REG-30.1b partly] [D8] a restored record is gone, one under objection is shown with its mark', async () => {
    const answer = await hub.ask(
      tourism,
      `query($uscc: ID!) { organization(uscc: $uscc) { amr { penalty { nodes { id objection { since caseNumber } } } } } }`,
      { uscc: food },
    )
    expect(nodesAt(answer, 'amr', 'penalty')).toEqual([
      { id: 'amr.penalty:R-009', objection: { since: '2026-11-20', caseNumber: 'OB-1' } },
    ])
  })

  test('[REG-31.2 partly] [D9] a revoked record reads, byte for byte, like a company that never had a penalty', async () => {
    const penalties = `query($uscc: ID!) { organization(uscc: $uscc) { amr { penalty { nodes { id } pageInfo { hasNextPage endCursor } } } } }`
    const revoked = await hub.ask(tourism, penalties, { uscc: trade })
    const never = await hub.ask(tourism, penalties, { uscc: withoutPenalties })
    expect(revoked.text).toBe(never.text)
    expect(nodesAt(revoked, 'amr', 'penalty')).toEqual([])
  })
})

describe('the ingest door', () => {
  test('[REG-12a] [REG-14.4a] [REG-24] five bad records are refused line by line and their values are written nowhere', async () => {
    const figures = await ingest(hub, 'amr', join(import.meta.dirname, 'sample-bad-records.ndjson'))
    expect(figures.refusals.map((line) => line.code)).toEqual([
      'SUBJECT_ID_INVALID',
      'PROHIBITED_CATEGORY',
      'NOT_PROVIDER',
      'BASIS_DOCUMENT_MISSING',
      'RECORD_INVALID',
    ])
    expect(figures).toMatchObject({ accepted: 0, refused: 5 })
  })
})

describe('killed and started again', () => {
  test('[GUI-4a] after kill -9 the hub answers as before from the same state folder', async () => {
    const stateDir = hub.stateDir
    await hub.kill('SIGKILL')
    const kept = mkdtempSync(join(tmpdir(), 'xinqiao-sample-'))
    cpSync(join(import.meta.dirname, 'sample-hub'), kept, { recursive: true })
    hub = await startHubUnderTest({ data: kept, clock: `file:${clockFile}`, stateDir })
    const answer = await hub.ask(taxCredit, tenItems, { uscc: travel })
    expect(answer.body.errors).toBeUndefined()
    expect(ids(nodesAt(answer, 'amr', 'penalty'))).toEqual(['amr.penalty:R-002'])
    rmSync(kept, { recursive: true, force: true })
  })
})

test('the sample folder holds what the story speaks of', () => {
  expect(readFileSync(join(import.meta.dirname, 'sample-hub/standings.yaml'), 'utf8')).toContain('amr.penalty:R-008')
})
