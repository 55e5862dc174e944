/** An answer that is shown to others: kept with its statement, proven offline, and not proven once a byte of it is another (trust.md §5). */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './cli-run.ts'
import { type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'

const uscc = '914601000000A00134'
const query = `{ organization(uscc: "${uscc}") { uscc amr { penalty { nodes { id } } } tax { creditGrade { nodes { grade } } } } }`

let hub: HubUnderTest
let folder: string
const file = (name: string): string => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-kept-'))
  hub = await startHubUnderTest({ data: join(import.meta.dirname, 'sample-hub') })
})
afterAll(async () => {
  await hub?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Without a hub and without a state folder: files alone. */
async function verify(...flags: readonly string[]): Promise<{ readonly code: number; readonly states: unknown }> {
  const files = ['--statement', file('answer.jws'), '--keys', file('keys.json'), '--root', file('root.json')]
  const run = await runCli(file('nowhere'), ['verify', ...flags, ...files, '-o', 'json'])
  const checks = JSON.parse(run.out).data.checks as readonly { readonly check: string; readonly state: string }[]
  return { code: run.code, states: Object.fromEntries(checks.map(({ check, state }) => [check, state])) }
}

test('an answer is kept by those who ask for it, and proven from files alone: key, bytes, request, and its place in the log', async () => {
  const as = ['--as', 'tax-app', '--contract', 'CT-TAX-01', '--purpose', 'TAX_CREDIT', '--case', '琼税案〔2026〕1号']
  const kept = await runCli(hub.stateDir, ['query', ...as, query, '--keep', folder])
  expect(kept.code).toBe(0)
  writeFileSync(file('root.json'), readFileSync(join(hub.stateDir, 'keys/office-root.public.jwk.json')))
  expect(await verify(file('answer.json'))).toMatchObject({
    code: 0,
    states: { signature: 'holds', keyValid: 'holds', answer: 'holds', request: 'not_checked', entry: 'not_checked' },
  })
  const [, body = ''] = readFileSync(file('answer.jws'), 'utf8').split('.')
  const { receipt } = JSON.parse(Buffer.from(body, 'base64url').toString()) as { readonly receipt: string }
  // The client that got the answer fetches the proof itself; to another client there is no such entry.
  const proven = await runCli(hub.stateDir, ['audit', 'prove', receipt, ...as])
  expect(proven).toMatchObject({ code: 0, out: expect.stringContaining('tlog-proof') })
  const other = ['--as', 'tour-app', '--contract', 'CT-TOUR-01', '--purpose', 'ADMIN_APPROVAL', '--case', '1']
  expect(await runCli(hub.stateDir, ['audit', 'prove', receipt, ...other])).toMatchObject({
    code: 1,
    out: '',
    talk: expect.stringContaining('AUDIT_NOT_PROVEN'),
  })
  writeFileSync(file('entry.proof'), proven.out)
  const all = ['--request', file('request.json'), '--proof', file('entry.proof'), '--log-key', file('log.vkey')]
  expect(await verify(file('answer.json'), ...all)).toEqual({
    code: 0,
    states: {
      keyList: 'holds',
      rootPinned: 'holds',
      signature: 'holds',
      keyValid: 'holds',
      answer: 'holds',
      request: 'holds',
      entry: 'holds',
      checkpoint: 'holds',
      witnesses: 'not_checked',
      agencies: 'not_checked',
    },
  })
  // The folder alone names the same files; the root key still comes from elsewhere.
  const whole = await runCli(file('nowhere'), ['verify', folder, '--root', file('root.json')])
  expect(whole).toMatchObject({ code: 0, out: expect.not.stringMatching(/FAILS|not checked +the answer's entry/) })
  writeFileSync(file('changed.json'), readFileSync(file('answer.json'), 'utf8').replace('"grade":"', '"grade":"A'))
  expect(await verify(file('changed.json'), ...all)).toMatchObject({ code: 1, states: { answer: 'fails' } })
})
