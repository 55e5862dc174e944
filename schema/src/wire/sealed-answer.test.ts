import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type MonthKeyPair, MonthKeyQuestion, monthKeysPurpose, writeMonthKeys } from './month-keys.ts'
import { SealedAsking, sealAnswer } from './sealed-answer.ts'
import type { Jwk } from './signature-key.ts'

const agreementKey = (): Jwk => ({ ...generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' }) })
const [asker, store, stranger] = [agreementKey(), agreementKey(), agreementKey()]
const purpose = 'test'
const secret = Buffer.from('what only the asker may read')

describe('a sealed answer', () => {
  it('opens for the asker alone, and never stands plain on the line', () => {
    const asking = new SealedAsking()
    const answer = sealAnswer(asking.question, secret, { own: store, other: asker, purpose })
    expect(asking.open(answer, { own: asker, other: store, purpose })).toEqual(secret)
    expect(Buffer.from(answer.sealed, 'base64url').includes(secret)).toBe(false)
    const refused =
      (own: Jwk, other: Jwk, use = purpose): unknown =>
      () =>
        asking.open(answer, { own, other, purpose: use })
    expect(refused(stranger, store)).toThrow('SEAL_WRONG')
    expect(refused(asker, stranger)).toThrow('SEAL_WRONG')
    expect(refused(asker, store, 'other')).toThrow('SEAL_WRONG')
  })

  it('opens with no agreement key alone: the line recorded today stays closed when the asker is robbed tomorrow', () => {
    const asking = new SealedAsking()
    const answer = sealAnswer(asking.question, secret, { own: store, other: asker, purpose })
    expect(() => new SealedAsking().open(answer, { own: asker, other: store, purpose })).toThrow('SEAL_WRONG')
  })

  it('opens with no byte changed', () => {
    const asking = new SealedAsking()
    const answer = sealAnswer(asking.question, secret, { own: store, other: asker, purpose })
    const bytes = Buffer.from(answer.sealed, 'base64url')
    for (let at = 0; at < bytes.length; at += 1) {
      const spoilt = Buffer.from(bytes)
      spoilt.writeUInt8(spoilt.readUInt8(at) ^ 1, at)
      const changed = { ...answer, sealed: spoilt.toString('base64url') }
      expect(() => asking.open(changed, { own: asker, other: store, purpose })).toThrow('SEAL_WRONG')
    }
  })

  it('is made for no question that names no key, or one that agrees with everybody', () => {
    const seal =
      (question: unknown): unknown =>
      () =>
        sealAnswer(question, secret, { own: store, other: asker, purpose })
    expect(seal({})).toThrow('FIELD_INVALID')
    expect(seal({ ephemeral: 'AA' })).toThrow('KEY_INVALID')
    expect(seal({ ephemeral: Buffer.alloc(32).toString('base64url') })).toThrow('KEY_INVALID')
  })
})

describe("the months' keys", () => {
  const pairs: readonly MonthKeyPair[] = [{ month: '2026-11', pseudonym: randomBytes(32), payload: randomBytes(32) }]
  const answered = (question: MonthKeyQuestion, plain: Uint8Array): unknown =>
    sealAnswer(JSON.parse(question.body.toString()), plain, { own: store, other: asker, purpose: monthKeysPurpose })

  it('come over whole', () => {
    const question = new MonthKeyQuestion(['2026-11'])
    expect(JSON.parse(question.body.toString())).toMatchObject({ months: ['2026-11'] })
    expect(question.open(answered(question, writeMonthKeys(pairs)), asker, store)).toEqual(pairs)
  })

  it('are refused when they are none', () => {
    for (const text of [
      '',
      '[]',
      '{"keys":[1]}',
      '{"keys":[{"month":"2026-13"}]}',
      '{"keys":[{"month":"2026-11","pseudonym":"AA","payload":"AA"}]}',
    ]) {
      const question = new MonthKeyQuestion()
      expect(() => question.open(answered(question, Buffer.from(text)), asker, store)).toThrow('FIELD_INVALID')
    }
  })
})
