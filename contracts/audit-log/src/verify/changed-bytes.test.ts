/** One changed byte of a log, whichever it is: found, or said not to have been used (AU3). */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AuditLogError } from '../errors.ts'
import { readVkey } from '../notes/vkey.ts'
import type { VerifyReport } from './report.ts'
import { copyOf, removeCopies, spoil } from './test-forgery.ts'
import { WrittenLog } from './test-log.ts'
import { verifyAuditLog } from './verify-log.ts'
import type { VerifyRequest } from './verify-request.ts'

/** Six entries, of which the WAL holds all and the checkpoint four. */
const small = new WrittenLog()

beforeAll(async () => {
  await small.open()
  for (const tick of [1, 2, 3, 4, 5]) {
    await small.log.append({ act: 'tick', at: tick, kind: 'system', v: 1 }, Buffer.from([tick]))
    if (tick < 4) await small.sign()
  }
})

afterAll(async () => {
  await small.close()
  small.remove()
  removeCopies()
})

describe('AU3 the verifier alone finds', () => {
  test('AU3 [REG-26.2b] any changed byte of any file, or it says that it did not use it', () => {
    const copy = copyOf(small.directory)
    const request: VerifyRequest = { keys: [readVkey(small.vkey)] }
    const clean = verifyAuditLog(copy, request)
    expect(clean).toMatchObject({ good: true })
    const unseen: string[] = []
    for (const file of filesOf(copy)) {
      for (let at = 0; at < statSync(join(copy, file)).size; at++) {
        spoil(join(copy, file), at)
        if (!objects(copy, request, clean)) unseen.push(`${file}:${at}`)
        spoil(join(copy, file), at)
      }
    }
    expect(unseen).toEqual([])
  }, 120_000)
})

/** Files whose bytes say something; locks hold process numbers. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => statSync(join(folder, name)).isFile() && !name.endsWith('lock'),
  )
}

function objects(folder: string, request: VerifyRequest, clean: VerifyReport): boolean {
  try {
    const report = verifyAuditLog(folder, request)
    const said = new Set(clean.notChecked.map(({ code }) => code))
    return !report.good || report.notChecked.some(({ code }) => !said.has(code))
  } catch (error) {
    if (error instanceof AuditLogError) return true
    throw error
  }
}
