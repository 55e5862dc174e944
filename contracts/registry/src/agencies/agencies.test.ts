import { openBundle, openKeyList } from '@xinqiao/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicHalf } from '../config.ts'
import { contractText, testFolder } from '../testing/folder.ts'
import { privateJwk } from '../testing/keys.ts'
import { agencyBody, sdlOf, type TestRegistry, testRegistry } from '../testing/test-registry.ts'

let registry: TestRegistry
beforeAll(async () => {
  registry = await testRegistry()
})
afterAll(() => registry.end())

interface Finding {
  readonly code: string
  readonly where: string
  readonly article: string
  readonly item?: string
}

async function check(agency: string, sdl: string): Promise<readonly Finding[]> {
  const { body } = await registry.signed('POST', '/schemas/check', { agency, sdl })
  return body['findings'] as readonly Finding[]
}

async function runningNumber(): Promise<number> {
  return Number((await fetch(`${registry.registry}/bundle?after=0`)).headers.get('bundle-number'))
}

const withField = (line: string): string =>
  sdlOf('tax').replace(/type TaxPenalty [^{]*\{/, (head) => `${head}\n  ${line}`)

describe('an agency joins', () => {
  test('with its schema, address and keys, and stands in the next bundle and on the list of keys', async () => {
    const body = agencyBody('amr')
    expect(await registry.signed('PUT', '/agencies/amr', body)).toMatchObject({ status: 200, body: { changed: true } })
    const jws = await (await fetch(`${registry.registry}/bundle?after=0`)).text()
    const bundle = await openBundle(jws, [publicHalf(registry.keys.registry.bundle)])
    expect(bundle.agencies).toMatchObject([
      { id: 'amr', url: 'http://127.0.0.1:4999', key: body['key'], fetchAuth: 'hourly' },
    ])
    expect(bundle.supergraph).toContain('AmrPenalty')
    expect(bundle.supergraph).not.toContain('4999')
    const list = await openKeyList(await (await fetch(`${registry.registry}/keys`)).text(), [
      publicHalf(registry.keys.registry.officeRoot),
    ])
    expect(list.keys.filter((key) => key.owner === 'amr').map((key) => key.use)).toEqual(['agency', 'agency-agreement'])
    expect(list.keys.map((key) => key.jwk).every((key) => key['d'] === undefined)).toBe(true)
  })

  test('a second agency joins the first in one supergraph; the same registration twice changes nothing', async () => {
    const body = agencyBody('tax')
    expect(await registry.signed('PUT', '/agencies/tax', body)).toMatchObject({ status: 200, body: { changed: true } })
    const number = await runningNumber()
    expect(await registry.signed('PUT', '/agencies/tax', body)).toMatchObject({
      status: 200,
      body: { changed: false, bundle: number },
    })
  })

  test('several agencies join as one act: all or none', async () => {
    const number = await runningNumber()
    const court = agencyBody('court', { body: '114600000000C0030F' })
    const broken = agencyBody('tour', { body: '114600000000C0049C', sdl: 'type {' })
    expect((await registry.signed('PUT', '/agencies', { agencies: { court, tour: broken } })).status).toBe(422)
    expect(await runningNumber()).toBe(number)
    const tour = agencyBody('tour', { body: '114600000000C0049C' })
    expect(await registry.signed('PUT', '/agencies', { agencies: { court, tour } })).toMatchObject({
      status: 200,
      body: { changed: true, bundle: number + 1 },
    })
  })

  test("only the operator's fresh signature over these very bytes is accepted", async () => {
    const path = '/agencies/tax'
    expect((await registry.signed('PUT', path, agencyBody('tax'), registry.keys.fetch)).status).toBe(401)
    expect((await registry.signed('PUT', path, agencyBody('tax'), privateJwk('Ed25519'))).status).toBe(401)
    expect(
      (await fetch(`${registry.registry}${path}`, { method: 'PUT', body: JSON.stringify(agencyBody('tax')) })).status,
    ).toBe(401)
  })

  test('[REG-2.3] an association or a bank cannot register as provider of public items: NOT_PROVIDER', async () => {
    for (const body of ['514600000000B00278', '914600000000D001XN']) {
      const answer = await registry.signed('PUT', '/agencies/tour', agencyBody('tour', { body }))
      expect(answer).toMatchObject({ status: 422, body: { code: 'NOT_PROVIDER' } })
    }
  })

  test('an endpoint outside the allowed hosts, with a password or of another scheme is ENDPOINT_NOT_ALLOWED', async () => {
    for (const url of [
      'http://169.254.169.254',
      'http://user:pw@127.0.0.1:4999',
      'file:///etc/passwd',
      'http://127.0.0.1.evil.example',
    ]) {
      const { status, body } = await registry.signed('PUT', '/agencies/tax', agencyBody('tax', { url }))
      expect([status, (body['findings'] as readonly Finding[]).map((finding) => finding.code)]).toEqual([
        422,
        ['ENDPOINT_NOT_ALLOWED'],
      ])
    }
  })

  test('a private key in a registration is refused and nothing kept', async () => {
    expect(
      (await registry.signed('PUT', '/agencies/tax', agencyBody('tax', { key: privateJwk('Ed25519') }))).status,
    ).toBe(400)
  })
})

describe('a schema is judged before it is published', () => {
  test('the generated schema of each agency passes', async () => {
    expect(await check('tax', sdlOf('tax'))).toEqual([])
    expect(await check('court', sdlOf('court'))).toEqual([])
  })

  test('[REG-14.4a] a field for blood type is PROHIBITED_CATEGORY, in English, pinyin or by its description', async () => {
    for (const line of [
      'bloodType: String @item(id: "tax.penalty")',
      'xuexing: String @item(id: "tax.penalty")',
      '"病史" remark: String @item(id: "tax.penalty")',
    ]) {
      const found = await check('tax', withField(line))
      expect(found.map((finding) => finding.code)).toContain('PROHIBITED_CATEGORY')
      expect(found.every((finding) => finding.article !== '' && finding.where !== '')).toBe(true)
    }
  })

  test('[REG-14.4a] publishing it is refused whole, and what runs goes on unchanged', async () => {
    const number = await runningNumber()
    const sdl = withField('bloodType: String @item(id: "tax.penalty")')
    expect(await registry.signed('PUT', '/agencies/tax', agencyBody('tax', { sdl }))).toMatchObject({
      status: 422,
      body: { code: 'PROHIBITED_CATEGORY' },
    })
    expect(await runningNumber()).toBe(number)
  })

  test('[REG-11.1a] a field with neither item nor technical mark is named: FIELD_UNTAGGED', async () => {
    expect(await check('tax', withField('remark: String'))).toMatchObject([
      { code: 'FIELD_UNTAGGED', where: 'TaxPenalty.remark' },
    ])
  })

  test('[D12] an item outside the catalog in force is NOT_IN_CATALOG, another provider’s NOT_PROVIDER', async () => {
    expect(
      (await check('tax', withField('remark: String @item(id: "tax.nothing")'))).map((finding) => finding.code),
    ).toContain('NOT_IN_CATALOG')
    expect(
      (await check('tax', withField('remark: String @item(id: "amr.penalty")'))).map((finding) => finding.code),
    ).toContain('NOT_PROVIDER')
  })

  test('what does not fit together with another agency names the field and that agency: COMPOSITION_FAILED', async () => {
    const sdl = sdlOf('tax').replace('uscc: ID!', 'uscc: Int!')
    const found = await check('tax', sdl)
    expect(found.map((finding) => finding.code)).toContain('COMPOSITION_FAILED')
    expect(found.some((finding) => finding.where === 'Organization.uscc')).toBe(true)
    const number = await runningNumber()
    expect((await registry.signed('PUT', '/agencies/tax', agencyBody('tax', { sdl }))).status).toBe(422)
    expect(await runningNumber()).toBe(number)
  })

  test('a field that a contract in force grants is not taken away silently: CONTRACT_LOSES_FIELD names field, item and contract', async () => {
    await registry.load({
      ...testFolder(),
      'contracts/CT-TAX-01.yaml': contractText({ id: 'CT-TAX-01', consumer: 'tax' }),
    })
    const sdl = sdlOf('amr').replace(/^\s*(?:"[^"]*"\s*)?fine: Fen[^\n]*\n/m, '')
    expect(sdl).not.toBe(sdlOf('amr'))
    expect(await check('amr', sdl)).toMatchObject([
      { code: 'CONTRACT_LOSES_FIELD', item: 'amr.penalty', message: expect.stringContaining('CT-TAX-01@1') },
    ])
    expect((await registry.signed('PUT', '/agencies/amr', agencyBody('amr', { sdl }))).status).toBe(422)
  })
})

test('leases come from the contract’s figures, and only to the gateway’s key', async () => {
  const lease = { contract: 'CT-TAX-01', day: '2026-11-23', kind: 'requests', portion: 60 }
  const granted = []
  for (let index = 0; index < 3; index += 1)
    granted.push((await registry.signed('POST', '/quota-leases', lease, registry.keys.fetch)).body['granted'])
  expect(granted).toEqual([60, 40, 0])
  expect(
    (await registry.signed('POST', '/quota-leases', { ...lease, contract: 'CT-NOWHERE' }, registry.keys.fetch)).body,
  ).toEqual({ granted: 0 })
  expect((await registry.signed('POST', '/quota-leases', lease)).status).toBe(401)
})

test('ready and live on both listeners', async () => {
  for (const base of [registry.registry, registry.issuer]) {
    expect((await fetch(`${base}/live`)).status).toBe(200)
    expect(await (await fetch(`${base}/ready`)).json()).toEqual({ ready: true, reasons: [] })
  }
})
