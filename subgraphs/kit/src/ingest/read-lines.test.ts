import { expect, test } from 'vitest'
import { gather } from '../../test/gather.ts'
import { ingestLineBytesMax } from '../limits.ts'
import { readLines } from './read-lines.ts'

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part
}
const read = async (...parts: readonly (string | Uint8Array)[]) => gather(readLines(chunks(...parts)))

test('a line may arrive in many pieces, and a character in two', async () => {
  const [first, second] = [Buffer.from('琼'), Buffer.from('\n{}')]
  expect(await read('{"a":"', first.subarray(0, 2), first.subarray(2), '"}', second)).toEqual([
    { line: 1, text: '{"a":"琼"}' },
    { line: 2, text: '{}' },
  ])
})

test('empty lines count, so that a refused line bears the number a clerk sees', async () => {
  expect(await read('1\n\n\r\n4')).toEqual([
    { line: 1, text: '1' },
    { line: 4, text: '4' },
  ])
})

test('a line of the largest size is read, one byte more is refused by its number and the next goes on', async () => {
  const largest = 'x'.repeat(ingestLineBytesMax)
  expect(await read(largest, '\n', largest, 'x\n', 'y')).toEqual([
    { line: 1, text: largest },
    { line: 2, text: null },
    { line: 3, text: 'y' },
  ])
})

test('bytes that are no UTF-8 are refused, the next line is read', async () => {
  expect(await read(Uint8Array.of(0xff, 0x0a), 'y\n')).toEqual([
    { line: 1, text: null },
    { line: 2, text: 'y' },
  ])
})
