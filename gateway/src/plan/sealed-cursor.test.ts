import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { cursorKeyOf, openCursor, sealCursor } from './sealed-cursor.ts'

const key = cursorKeyOf(randomBytes(32))
const place = { contract: 'CT-1', subject: '914601000000A00134', coordinate: 'OrganizationAmr.penalty' }
const cursor = Buffer.from('2021-11-24|amr.penalty:R-002').toString('base64url')

test('a cursor opens where it was made, tells nothing outside, and the same row gives the same one', () => {
  const sealed = sealCursor(key, cursor, place)
  expect(openCursor(key, sealed, place)).toBe(cursor)
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('2021')
  expect(sealCursor(key, cursor, place)).toBe(sealed)
})

test('a changed cursor, or one of another contract, subject, place or key, does not open', () => {
  const sealed = sealCursor(key, cursor, place)
  const bytes = Buffer.from(sealed, 'base64url')
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes)
    changed[index] = (changed[index] ?? 0) ^ 1
    expect(openCursor(key, changed.toString('base64url'), place)).toBeNull()
  }
  for (const other of [
    { contract: 'CT-2' },
    { subject: '914600000000A0021R' },
    { coordinate: 'OrganizationTour.penalty' },
  ])
    expect(openCursor(key, sealed, { ...place, ...other })).toBeNull()
  expect(openCursor(cursorKeyOf(randomBytes(32)), sealed, place)).toBeNull()
  for (const text of ['', 'x', '####', cursor, 'A'.repeat(5_000)]) expect(openCursor(key, text, place)).toBeNull()
})
