import { describe, expect, test } from 'vitest'
import { versionInForce } from './life-cycle.ts'
import { loadCatalog } from './load-catalog.ts'

const today = '2026-11-23'
const approval = { number: '琼府函〔2025〕0号', on: '2025-12-15' }
const document = (version: string, ...items: string[]): unknown => ({
  meta: { version, approval_no: null, effective_from: null },
  items: items.map((id) => ({ id })),
})
const first = loadCatalog(new Map(), { document: document('1.0.0', 'amr.penalty'), approval }, today)

describe('a folder brings a catalog', () => {
  test('[REG-11.2] with number and date of its approval it takes effect, and says so in its own text', () => {
    const running = versionInForce(first)
    expect(running).toMatchObject({ version: '1.0.0', state: 'in_force', approval })
    expect(running?.document).toMatchObject({ meta: { approval_no: approval.number, effective_from: '2025-12-15' } })
  })

  test('[REG-11.2] [D12] without approval it stays a draft and the one in force goes on', () => {
    for (const version of ['1.0.0', '1.1.0']) {
      const after = loadCatalog(first, { document: document(version, 'amr.penalty', 'amr.new'), approval: null }, today)
      expect(versionInForce(after)).toEqual(versionInForce(first))
      expect([...after.values()].filter((one) => one.state === 'draft')).toHaveLength(1)
    }
  })

  test('[REG-11.3] a new approved version supersedes the old one at once', () => {
    const after = loadCatalog(
      first,
      { document: document('1.1.0', 'amr.new'), approval: { number: '琼府函〔2026〕9号', on: today } },
      today,
    )
    expect(versionInForce(after)?.version).toBe('1.1.0')
    expect(after.get('1.0.0')?.state).toBe('superseded')
  })

  test('an approval dated tomorrow takes effect tomorrow', () => {
    const after = loadCatalog(
      first,
      { document: document('1.1.0', 'amr.new'), approval: { number: '琼府函〔2026〕9号', on: '2026-11-24' } },
      today,
    )
    expect(versionInForce(after)?.version).toBe('1.0.0')
    expect(after.get('1.1.0')?.state).toBe('approved')
  })

  test('the same folder twice changes nothing', () => {
    expect(loadCatalog(first, { document: document('1.0.0', 'amr.penalty'), approval }, today)).toBe(first)
    expect(loadCatalog(first, { document: null, approval }, today)).toBe(first)
    expect(loadCatalog(first, { document: null, approval: null }, today)).toBe(first)
  })
})
