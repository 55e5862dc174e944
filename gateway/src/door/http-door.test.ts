/** The door as HTTP: what is turned away, and what takes the walk. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aContract, aRow, c1 } from '../testing/samples.ts'
import { lawfulDetail, profile, TestDoor } from '../testing/test-door.ts'

let door: TestDoor

beforeAll(async () => {
  door = await TestDoor.open()
  door.agency('amr').rows.push(aRow('amr.penalty', 'R-1', c1, { violation: 'invented' }))
  door.agency('tax').rows.push(aRow('tax.credit.grade', 'G-1', c1, { grade: 'A', year: 2025 }))
  await door.publish()
  await door.start()
})
afterAll(() => door.end())

test('[OPI-XXI.a] one door answers a joined profile of several agencies', async () => {
  const { status, body } = await door.ask()
  expect(status).toBe(200)
  expect(body.errors).toBeUndefined()
  expect(body.data).toEqual({
    organization: {
      uscc: c1,
      amr: { penalty: { nodes: [{ id: 'amr.penalty:R-1', violation: 'invented' }] } },
      tax: { creditGrade: { nodes: [{ grade: 'A' }] } },
    },
  })
})

test('every answer carries the receipt of its own entry', async () => {
  const [one, other] = [await door.ask(), await door.ask()]
  expect(one.headers.get('hub-receipt')).toMatch(/^xinqiao\/audit\/gateway\/\d{4}\/\d+$/u)
  expect(other.headers.get('hub-receipt')).not.toBe(one.headers.get('hub-receipt'))
})

test('an answer comes in the media type the caller takes, and 406 when it takes neither', async () => {
  const json = await door.ask({ headers: { accept: 'application/json' } })
  expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8')
  const graphql = await door.ask({ headers: { accept: 'application/graphql-response+json' } })
  expect(graphql.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8')
  const any = await door.ask({ headers: { accept: '*/*' } })
  expect(any.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect((await door.ask({ headers: { accept: 'text/html' } })).status).toBe(406)
})

test('a text that is no GraphQL is 400, and 200 for a caller that takes plain JSON alone', async () => {
  const parse = await door.ask({ query: '{ organization(' })
  expect([parse.status, parse.body.errors?.[0]?.extensions['code']]).toEqual([400, 'GRAPHQL_PARSE_FAILED'])
  const plain = await door.ask({ query: '{ organization(', headers: { accept: 'application/json' } })
  expect([plain.status, plain.body.data]).toEqual([200, undefined])
})

test('a hidden name and an absent name are told apart by nothing', async () => {
  const texts = await Promise.all(
    ['zzzzzzz', 'subject'].map(async (name) =>
      (await door.ask({ query: profile.replace('violation', name) })).text.replaceAll(name, '*'),
    ),
  )
  expect(texts[0]).toBe(texts[1])
  expect(texts[0]).not.toMatch(/did you mean/iu)
})

test('[D9] the view of a contract that is another’s and of one that is nobody’s read alike', async () => {
  door.contracts = [...door.contracts, aContract({ id: 'CT-8', consumer: 'portal' })]
  await door.publish()
  const view = (id: string) => door.ask({ method: 'GET', path: `/contracts/${id}/schema.graphql` })
  await expect.poll(async () => (await view('CT-1')).text).toContain('type AmrPenalty')
  const told = await Promise.all(
    ['CT-8', 'CT-9', 'public', 'self', 'x'].map(async (id) => {
      const { status, headers, text } = await view(id)
      return [status, headers.get('content-type'), text]
    }),
  )
  expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(told[0]?.[0]).toBe(403)
})

test('[D9] a token for another’s contract and for one that is nobody’s opens the same: nothing', async () => {
  const told = await Promise.all(
    ['CT-8', 'CT-9'].map(async (contract) => {
      const { status, text } = await door.ask({ detail: { ...lawfulDetail, contract } })
      return [status, text]
    }),
  )
  expect(told[0]).toEqual(told[1])
})

test.each([
  ['a form', { headers: { 'content-type': 'multipart/form-data; boundary=x' } }, 415],
  ['plain text', { headers: { 'content-type': 'text/plain' } }, 415],
  ['a foreign charset', { headers: { 'content-type': 'application/json; charset=gbk' } }, 415],
  ['a compressed body', { headers: { 'content-encoding': 'gzip' } }, 415],
  ['a body over 1 MB', { body: JSON.stringify({ query: 'x'.repeat(1024 * 1024) }) }, 413],
])('%s is turned away before anything is read', async (_what, ask, status) => {
  const before = (await door.entries()).length
  const answer = await door.ask(ask)
  expect([answer.status, answer.body.data]).toEqual([status, undefined])
  expect((await door.entries()).length).toBe(before)
})

test.each([
  ['a batch', '[{"query":"{ __typename }"}]'],
  ['no JSON', '{"query":'],
  ['text that is not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
  ['a query that is no text', '{"query":{"kind":"Document"}}'],
  ['variables that are no object', '{"query":"{ __typename }","variables":"{}"}'],
  ['nothing to run', '{}'],
])('%s is refused as bad input, with an entry in the log', async (_what, body) => {
  const before = (await door.entries()).length
  const answer = await door.ask({ body })
  expect([answer.status, answer.body.errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_USER_INPUT'])
  expect((await door.entries()).length).toBe(before + 1)
})

test('JSON nested deeper than 64 is too large', async () => {
  const nested = (levels: number): string =>
    `{"query":"{ __typename }","variables":{"v":${'['.repeat(levels)}${']'.repeat(levels)}}}`
  expect((await door.ask({ body: nested(63) })).body.errors?.[0]?.extensions['code']).toBe('OPERATION_TOO_LARGE')
  expect((await door.ask({ body: nested(5) })).status).toBe(200)
})

test('brackets inside a text are no levels', async () => {
  const body = JSON.stringify({ query: '{ __typename }', operationName: null, variables: { v: '[{"\\'.repeat(200) } })
  expect((await door.ask({ body })).status).toBe(200)
})

test('operations come by POST alone, and there is no page at the door', async () => {
  const page = await fetch(`${door.url}/graphql`, { headers: { accept: 'text/html' } })
  expect([page.status, page.headers.get('allow')]).toEqual([405, 'POST'])
  expect((await fetch(`${door.url}/graphql?query={__typename}`)).status).toBe(405)
  expect(
    (
      await fetch(`${door.url}/graphql`, { method: 'OPTIONS', headers: { origin: 'https://other.example' } })
    ).headers.get('access-control-allow-origin'),
  ).toBeNull()
  expect((await fetch(`${door.url}/nowhere`)).status).toBe(404)
})

test('no header of a caller widens anything: method override, forwarded host, host', async () => {
  const answer = await door.ask({
    headers: { 'x-http-method-override': 'GET', 'x-forwarded-host': 'evil.example', 'hub-contract': '"CT-9@1"' },
  })
  expect(answer.status).toBe(200)
  expect(door.agency('amr').calls.at(-1)?.contract).toBe('CT-1@1')
})

test('an operation registered with its contract is asked by its digest', async () => {
  const { createHash } = await import('node:crypto')
  const text = '{ __typename }'
  const documentId = `sha256:${createHash('sha256').update(text).digest('hex')}`
  const body = JSON.stringify({ documentId })
  expect((await door.ask({ body })).body.errors?.[0]?.extensions['code']).toBe('OPERATION_NOT_REGISTERED')
  door.contracts = door.contracts.map((contract) => ({ ...contract, operations: [{ name: 'x.graphql', text }] }))
  await door.publish()
  await expect.poll(async () => (await door.ask({ body })).body.data).toEqual({ __typename: 'Query' })
})

test('an address that cannot be read is turned away and not told back', async () => {
  for (const path of ['/%zz-canary', `/contracts/${'canary'.repeat(400)}/schema.graphql`]) {
    const answer = await fetch(`${door.url}${path}`)
    const text = await answer.text()
    expect([400, 414]).toContain(answer.status)
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: expect.any(String) } }] })
    expect(text).not.toMatch(/canary|FST_ERR/u)
  }
})
