/** A number → a value of a payload type, absent ones and texts that are hard to write among them. */
import type { PayloadField } from '@xinqiao/schema'
import { chosen } from './cases.ts'

const texts = [
  'plain',
  '琼市监罚〔2026〕1号',
  'a "quoted" \\ text',
  'line\nbreak\u0001',
  '😀 \u2028',
  '',
  '\ud800 alone',
]
const amounts = [0, 1, 250_000, -7, Number.MAX_SAFE_INTEGER]
const names = ['张三', '欧阳娜娜', 'X', 'Jean-Luc', '']
const numbers = ['460100199001011234', 'E12345678', '1234', '1234567890123', '']
const bodies = [
  { name: 'Invented Ltd', uscc: '914601000000A00134' },
  { name: null, uscc: null },
  { name: '海南（虚构）有限公司', uscc: null },
]

/** `null` for a fifth of all but persons. */
export function payloadValue(field: PayloadField, seed: number): unknown {
  if (seed % (field.type === 'person' ? 15 : 5) === 4) return null
  if (!field.list) return single(field, seed)
  return Array.from({ length: seed % 4 }, (_, index) => single(field, seed + index * 5))
}

function single(field: PayloadField, seed: number): unknown {
  const pick = Math.floor(seed / 5)
  switch (field.type) {
    case 'string':
    case 'text':
      return chosen(texts, pick)
    case 'code':
      return chosen(field.values ?? texts, pick)
    case 'date':
      return chosen(['2026-02-28', '1999-12-31'], pick)
    case 'year':
    case 'integer':
      return chosen([2026, 0, -3, 2 ** 31 - 1], pick)
    case 'fen':
      return chosen(amounts, pick)
    case 'boolean':
      return pick % 2 === 0
    case 'organization':
      return chosen(bodies, pick)
    case 'person':
      return {
        name: chosen([...names, null], pick),
        role: chosen([null, 'director'], pick),
        documentKind: chosen(['01', null], pick),
        documentNumber: chosen([...numbers, null], pick),
      }
    default:
      return field.type satisfies never
  }
}
