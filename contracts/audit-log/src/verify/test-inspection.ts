/** The verifier as an inspector runs it on a folder that may be hostile. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { WrittenLog } from './test-log.ts'

const program = join(import.meta.dirname, 'verify-program.ts')
/** Far more than the few hundred entries need. */
const withinMs = 15_000

/** Writes, signs and closes a log of so many entries; gives the folder of its year. */
export async function writeYear(log: WrittenLog, entries: number): Promise<string> {
  await log.open()
  await log.writeTo(entries)
  await log.sign()
  await log.close()
  return join(log.folder, '2026')
}

/** What it ended with, and all that it wrote. */
export interface Said {
  readonly status: number | null
  readonly text: string
}

/** Runs the program within bounded time and memory. */
export function verify(...args: string[]): Said {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=256', '--disable-warning=ExperimentalWarning', program, ...args],
    { encoding: 'utf8', timeout: withinMs, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 },
  )
  return { status, text: stdout + stderr }
}

/** Nothing that a terminal would obey, no stack of ours. */
export function expectPlain({ text }: Said): void {
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  expect(text).not.toMatch(/\n\s+at /u)
}

/** Refused with a reason, and nothing was judged. */
export function expectRefused(said: Said): void {
  expectPlain(said)
  expect(said.status).toBe(2)
  expect(said.text).not.toBe('')
}
