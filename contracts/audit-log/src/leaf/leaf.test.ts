import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AuditLogError } from '../errors.ts'
import { type AuditEntry, leafText, readLeaf } from './audit-entry.ts'
import { canonicalJson, type Json } from './canonical-json.ts'

const query: AuditEntry = {
  ac: 'c',
  agency: 'tax',
  at: 1,
  basis: ['REG-16.2'],
  bundle: { digest: 'd', number: 7 },
  by: 'anonymous',
  bytes: 12,
  channel: null,
  client: null,
  code: null,
  contract: null,
  decision: 'permit',
  failed: [{ agency: 'amr', code: 'SUBGRAPH_TIMEOUT' }],
  key: '2026-11',
  kind: 'query',
  op: null,
  pc: null,
  purpose: null,
  refused: [['NOT_IN_CATALOG', 'x.y']],
  seen: [{ items: ['tax.penalty'], o: 'released', rows: 2, subj: ['p'] }],
  status: 200,
  trace: 't',
  v: 1,
  withheld: { ended: 1, revoked: 2 },
}

/** One entry of every kind, and of every act of the log about itself. */
const known: readonly AuditEntry[] = [
  query,
  { ...query, kind: 'subject' },
  {
    act: 'key.read',
    agency: 'tax',
    at: 1,
    client: 'c',
    code: null,
    contract: 'CT-1@1',
    decision: 'permit',
    kind: 'key',
    object: 'amr',
    v: 1,
  },
  { act: 'agency.put', after: 'b', at: 1, before: 'a', bundle: null, by: 'k', kind: 'admin', object: 'amr', v: 1 },
  {
    act: 'agency.put',
    after: 'b',
    at: 1,
    before: 'a',
    bundle: 3,
    by: 'k',
    failed: 'STORE_UNAVAILABLE',
    kind: 'admin',
    object: 'amr',
    reason: 'r',
    v: 1,
  },
  {
    article: 'REG-16.2',
    at: 1,
    channel: null,
    client: 'c',
    code: 'PURPOSE_MISMATCH',
    consumer: null,
    contract: null,
    decision: 'refused',
    kind: 'token',
    purpose: null,
    status: 403,
    v: 1,
  },
  {
    act: 'read',
    at: 1,
    by: 'k',
    client: null,
    code: null,
    decision: 'permit',
    kind: 'auditor',
    object: 'gateway/2026/entry/1',
    v: 1,
  },
  { at: 1, kind: 'checkpoint', note: 'n', origin: 'o', root: 'r', size: 3, v: 1 },
  { act: 'start', at: 1, cut: [{ bytes: 3, sha256: 'x' }], kind: 'system', size: 0, v: 1 },
  { act: 'tick', at: 1, kind: 'system', turnedAway: { OVERLOADED: 3 }, v: 1 },
  { act: 'clock', at: 1, kind: 'system', stepMs: -3600000, v: 1 },
  { act: 'year', at: 1, before: { checkpoint: null, origin: 'o', size: 2 }, kind: 'system', v: 1 },
]

const named = known.map(
  (one) => [typeof one['act'] === 'string' ? `${one.kind} ${one['act']}` : one.kind, one] as const,
)

function isOptional({ kind }: AuditEntry, field: string): boolean {
  return field === 'turnedAway' || (kind === 'admin' && (field === 'failed' || field === 'reason'))
}

describe('closed forms', () => {
  test.each(named)('%s is taken, and read back', (_name, one) => {
    const leaf = leafText(one)
    expect(leaf).toBe(canonicalJson(one))
    expect(readLeaf(Buffer.from(leaf))).toEqual(one)
  })

  test.each(named)('%s with any field too many, missing or of another type is refused', (_name, one) => {
    for (const name of Object.keys(one)) {
      for (const wrong of [undefined, true, -0.5, { x: 'y' }, '\ud800', () => 1]) {
        const spoilt = { ...one, [name]: wrong } as unknown as AuditEntry
        expect(() => leafText(spoilt)).toThrow(AuditLogError)
      }
    }
    for (const name of Object.keys(one).filter((field) => !isOptional(one, field))) {
      const { [name]: _left, ...rest } = one as Record<string, Json>
      expect(() => leafText(rest as AuditEntry)).toThrow(AuditLogError)
    }
    expect(() => leafText({ ...one, citizen: '460100' } as AuditEntry)).toThrow('AUDIT_ENTRY_INVALID')
  })

  test('a wrong value deep inside is named by its place, and never shown', () => {
    const spoilt = { ...query, seen: [{ items: ['a'], o: 'released', rows: 'secret' as unknown as number, subj: [] }] }
    expect(() => leafText(spoilt)).toThrow('seen.0.rows: expected a whole number from 0 on')
    expect(() => leafText({ ...query, seen: [{ items: [], o: 'x', rows: 1, subj: [], name: 'secret' }] })).toThrow(
      'seen.0: expected no other fields',
    )
  })

  test('an object that would tell JSON.stringify something else is refused', () => {
    const lying = Object.assign(Object.create({ toJSON: () => ({ v: 1 }) }), query) as AuditEntry
    expect(() => leafText(lying)).toThrow('expected a plain object')
  })

  test('a kind or an act that nobody knows is refused', () => {
    expect(() => leafText({ v: 1, kind: 'answer' as 'query', at: 1 })).toThrow('kind: expected one of')
    expect(() => leafText({ v: 1, kind: 'system', at: 1, act: 'constructor' })).toThrow('act: expected one of')
  })
})

describe('canonical JSON (RFC 8785)', () => {
  test('members are ordered by UTF-16 units, numbers written as ECMAScript writes them', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
    expect(canonicalJson([333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    )
  })

  test('an entry in any order of members gives the same leaf', () => {
    const orders = fc.shuffledSubarray(Object.keys(query), { minLength: Object.keys(query).length })
    const withheld = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.nat())
    fc.assert(
      fc.property(orders, withheld, fc.string({ unit: 'grapheme' }), (order, counts, purpose) => {
        const source: Record<string, Json> = { ...query, withheld: counts, purpose }
        const shuffled = Object.fromEntries(order.map((name) => [name, source[name] ?? null])) as AuditEntry
        expect(leafText(shuffled)).toBe(canonicalJson(source))
      }),
    )
  })

  test('what is not canonical, or not UTF-8, does not read as a leaf', () => {
    const leaf = leafText({ ...query, purpose: 'é' })
    for (const other of [
      ` ${leaf}`,
      leaf.replace('{"ac"', '{ "ac"'),
      leaf.replace('"v":1', '"v":1.0'),
      leaf.replace('é', '\\u00e9'),
    ]) {
      expect(() => readLeaf(Buffer.from(other))).toThrow('AUDIT_ENTRY_INVALID')
    }
    const bytes = Buffer.from(leaf)
    bytes[bytes.indexOf(0xc3)] = 0xff
    expect(() => readLeaf(bytes)).toThrow('AUDIT_ENTRY_INVALID')
    expect(() => readLeaf(Buffer.from('nothing'))).toThrow('AUDIT_ENTRY_INVALID')
  })
})
