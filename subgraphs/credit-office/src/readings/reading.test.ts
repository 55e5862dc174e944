/** What a subject is told of an entry, and how far a list is complete (audit.md §6). */
import { createSecretKey, randomBytes } from 'node:crypto'
import { commitment, sealPayload } from '@xinqiao/audit-log'
import { describe, expect, test } from 'vitest'
import { behindAfterMs } from '../limits.ts'
import { completeness } from './completeness.ts'
import { openedCase } from './opened-case.ts'
import { type LeafFields, readingOf } from './reading.ts'

const entry = { origin: 'xinqiao/audit/gateway/2026', index: 7, leaf: '', sealed: null }
const none = { payload: 'none', case: null } as const
const leaf: LeafFields = {
  at: Date.parse('2026-11-23T02:00:00Z'),
  kind: 'query',
  agency: 'tax',
  contract: 'CT-TAX-01@1',
  purpose: 'TAX_CREDIT',
  basis: ['REG-16.2'],
  channel: 'public_affairs_sharing',
  decision: 'partial',
  code: null,
  key: '2026-11',
  seen: [
    { o: 'released', items: ['tax.credit.grade', 'amr.penalty'], subj: ['me', 'other'] },
    { o: 'CONSENT_MISSING', items: ['cond.person.income'], subj: ['me'] },
    { o: 'SUBGRAPH_TIMEOUT', items: ['court.judgment'], subj: ['me'] },
    { o: 'released', items: ['court.enforcee'], subj: ['other'] },
  ],
}

describe('one look', () => {
  test('[REG-26.2b] tells body, purpose, basis and each item with its outcome; nothing of others in the same request', () => {
    const told = readingOf(entry, leaf, 'me', none, { tax: { zh: '税务局', en: 'Tax Service' } })
    expect(told).toMatchObject({ body: 'tax', bodyZh: '税务局', own: false, way: 'query', basis: ['REG-16.2'] })
    expect(told.items).toEqual([
      { item: 'amr.penalty', outcome: 'released', code: null },
      { item: 'cond.person.income', outcome: 'refused', code: 'CONSENT_MISSING' },
      { item: 'court.judgment', outcome: 'failed', code: 'SUBGRAPH_TIMEOUT' },
      { item: 'tax.credit.grade', outcome: 'released', code: null },
    ])
    expect(readingOf(entry, leaf, undefined, none, {}).items).toEqual([])
  })

  test('marks what the subject did itself, and not what another tried on it', () => {
    const own = (over: Partial<LeafFields>) => readingOf(entry, { ...leaf, ...over }, 'me', none, {}).own
    expect(own({ kind: 'subject', contract: 'self@1' })).toBe(true)
    expect(own({ contract: 'self@1' })).toBe(true)
    expect(own({ contract: 'self@1', code: 'IDENTITY_NOT_VERIFIED' })).toBe(false)
    expect(own({ contract: 'selfish@1' })).toBe(false)
  })
})

describe('the case', () => {
  const key = createSecretKey(randomBytes(32))
  const payload = Buffer.from(JSON.stringify({ case: '琼税案〔2026〕1号', official: { ref: 'secret' } }))
  const salts = { ac: randomBytes(16), pc: randomBytes(16) }
  const pc = commitment(salts.pc, payload)
  const sealed = sealPayload({ key, payload, salts }, pc).toString('base64')

  test('is opened beside its own entry, and nothing but it', () => {
    expect(openedCase(sealed, pc, key)).toEqual({ payload: 'open', case: '琼税案〔2026〕1号' })
  })

  test('AU12 is gone with the payload or the month’s key; a payload of another entry is told as damaged', () => {
    expect(openedCase(null, pc, key)).toEqual({ payload: 'erased', case: null })
    expect(openedCase(sealed, pc, undefined)).toEqual({ payload: 'erased', case: null })
    expect(openedCase(sealed, commitment(salts.ac, payload), key)).toEqual({ payload: 'damaged', case: null })
    expect(openedCase(null, null, key)).toEqual({ payload: 'none', case: null })
  })

  test('of another payload that was sealed for this very entry is not told: the leaf commits to one alone', () => {
    const other = Buffer.from(JSON.stringify({ case: '琼税案〔2026〕2号' }))
    const forged = sealPayload({ key, payload: other, salts }, pc).toString('base64')
    expect(openedCase(forged, pc, key)).toEqual({ payload: 'damaged', case: null })
  })
})

describe('a list is complete', () => {
  const now = 1_000_000_000
  const head = (node: string, completeAt: number, over = {}) => ({
    origin: `xinqiao/audit/${node}/2026`,
    indexed: 10,
    settled: 10,
    completeAt,
    ended: false,
    ...over,
  })

  test('up to the least moment of all logs that go on', () => {
    const heads = [head('a', now - 5_000), head('b', now - 20_000), head('old', 7, { ended: true })]
    expect(completeness(heads, now)).toEqual({ until: now - 20_000, behind: [] })
  })

  test('but for nodes that are late, short of what witnesses signed, or not in the index at all', () => {
    const late = head('late', now - behindAfterMs - 1)
    const short = head('short', now - 1_000, { settled: 11 })
    expect(completeness([head('a', now), late, short], now)).toEqual({
      until: late.completeAt,
      behind: ['late', 'short'],
    })
    const ended = head('short', now - 9_000, { settled: 11, ended: true })
    expect(completeness([head('a', now), ended], now)).toEqual({ until: now - 9_000, behind: ['short'] })
    expect(completeness([head('a', now), head('new', 0)], now)).toEqual({ until: null, behind: ['new'] })
  })
})
