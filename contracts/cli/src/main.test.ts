/** The program as a shell runs it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('a reader that has seen enough ends it without a word, as `… | head` does', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), 'explain', 'codes'])
  child.stdout.destroy()
  let talk = ''
  child.stderr.on('data', (data: Buffer) => (talk += data.toString()))
  const [code] = await once(child, 'close')
  expect([code, talk]).toEqual([0, ''])
})
