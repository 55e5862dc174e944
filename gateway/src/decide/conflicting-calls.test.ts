import { expect, test } from 'vitest'
import type { AskedField } from './asked-field.ts'
import { conflictingCalls } from './conflicting-calls.ts'
import { failureStop } from './stop.ts'

const calls: Readonly<Record<string, readonly { readonly coordinate: string; readonly by: string }[]>> = {
  'T.small': [{ coordinate: 'T.size', by: '(unit: "mm")' }],
  'T.tiny': [{ coordinate: 'T.size', by: '(unit: "mm")' }],
  'T.bare': [{ coordinate: 'T.size', by: '' }],
  'T.both': [
    { coordinate: 'T.size', by: '' },
    { coordinate: 'T.size', by: '(unit: "m")' },
  ],
  'T.other': [{ coordinate: 'T.price', by: '(in: CNY)' }],
}
const callsOf = (coordinate: string) => calls[coordinate] ?? []
const closed = failureStop('ITEM_NOT_IN_CONTRACT', null)
const asked = (coordinate: string, stop: AskedField['stop'] = null) => ({ coordinate, stop }) as AskedField
const refused = (...fields: readonly AskedField[]): readonly string[] => [
  ...conflictingCalls({ callsOf }, fields).keys(),
]

test('the first is answered, what needs another call of the same field is refused', () => {
  expect(refused(asked('T.small'), asked('T.plain'), asked('T.bare'))).toEqual(['T.bare'])
  expect(refused(asked('T.bare'), asked('T.small'), asked('T.tiny'))).toEqual(['T.small', 'T.tiny'])
})

test('equal calls, and calls of different fields, stand beside each other', () => {
  expect(refused(asked('T.small'), asked('T.tiny'), asked('T.other'), asked('T.small'))).toEqual([])
})

test('a field that needs both calls by itself is refused, and takes no place', () => {
  expect(refused(asked('T.both'), asked('T.bare'))).toEqual(['T.both'])
})

test('what is closed anyway needs nothing', () => {
  expect(refused(asked('T.small', closed), asked('T.bare'))).toEqual([])
})

test('the refusal says to split the question', () => {
  const [stop] = conflictingCalls({ callsOf }, [asked('T.both')]).values()
  expect(stop?.code).toBe('OPERATION_TOO_LARGE')
})
