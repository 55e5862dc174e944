/** The statement over an answer: opened by the answer key alone, and only in its own form (trust.md §5). */
import { expect, test } from 'vitest'
import { type AnswerStatement, openStatement, signStatement } from './answer-statement.ts'
import { generateKeyPairJwk, signDocument } from './tokens.ts'

const digest = 'a'.repeat(64)
const statement: AnswerStatement = {
  v: 1,
  at: 1_795_000_000_000,
  receipt: 'xinqiao/audit/gateway/2026/17',
  leaf: digest,
  answer: digest,
  request: digest,
  op: digest,
  consumer: 'tax',
  contract: 'CT-1@1',
  purpose: 'TAX_CREDIT',
  bundle: 4,
  agencies: [{ agency: 'amr', digest: 'sha-256=:AAAA:', key: 'k-1' }],
}

test('what the answer key signed is read back as it was', async () => {
  const { privateKey, publicKey } = await generateKeyPairJwk('ES256')
  expect(await openStatement(await signStatement(statement, privateKey), [publicKey])).toEqual(statement)
})

test('another key, another kind of document, a changed byte and another form are refused', async () => {
  const { privateKey, publicKey } = await generateKeyPairJwk('ES256')
  const { publicKey: stranger } = await generateKeyPairJwk('ES256')
  const jws = await signStatement(statement, privateKey)
  await expect(openStatement(jws, [stranger])).rejects.toMatchObject({ name: 'TokenError' })
  await expect(openStatement(jws, [])).rejects.toMatchObject({ name: 'TokenError' })
  const [header, body = '', signature] = jws.split('.')
  const changed = Buffer.from(Buffer.from(body, 'base64url').toString().replace('TAX_CREDIT', 'TAX_CREDIX'))
  await expect(
    openStatement([header, changed.toString('base64url'), signature].join('.'), [publicKey]),
  ).rejects.toMatchObject({ name: 'TokenError' })
  const bundle = await signDocument(statement, privateKey, 'xinqiao-bundle+jws')
  await expect(openStatement(bundle, [publicKey])).rejects.toMatchObject({ name: 'TokenError', reason: 'TYP' })
  for (const wrong of [{ leaf: 'A' }, { at: '1' }, { agencies: [{}] }, { receipt: null }, { v: 2 }]) {
    const other = await signDocument({ ...statement, ...wrong }, privateKey, 'xinqiao-answer+jws')
    await expect(openStatement(other, [publicKey])).rejects.toMatchObject({ reason: 'FORM' })
  }
})
