import { expect, test } from 'vitest'
import { caseNames, readOptions } from './options.ts'

test('without wishes every case runs but the one of a million entries, and nothing is written', () => {
  const cases = caseNames.filter((name) => name !== 'audit-verify')
  expect(readOptions([])).toMatchObject({ cases, json: null })
  expect(readOptions(['--only', 'audit-verify']).cases).toEqual(['audit-verify'])
})

test('cases run in their own order, whatever the order of the wishes', () => {
  expect(readOptions(['--only', 'audit', '--only', 'profile']).cases).toEqual(['profile', 'audit'])
})

test('every mistake of the command line is named at once', () => {
  expect(() => readOptions(['--rounds', '0', '--seconds', '16', '--only', 'speed'])).toThrow(
    /--only.*--rounds|--rounds.*--only/s,
  )
})
