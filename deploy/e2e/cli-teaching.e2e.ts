/** What the command line teaches beside a running hub: why a case is refused, and how each verb is called. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allVerbs, exampleWords } from '@xinqiao/cli'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CliRun, runCli } from './cli-run.ts'
import { type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'

const helpMsMax = 200

let hub: HubUnderTest
let folder = ''
const xinqiao = (...argv: readonly string[]): Promise<CliRun> => runCli(hub.stateDir, argv)
const dataOf = ({ out }: CliRun): unknown => (JSON.parse(out) as { data: unknown }).data

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-cli-'))
  hub = await startHubUnderTest({ data: join(import.meta.dirname, 'sample-hub'), clock: '2026-11-23T10:00:00+08:00' })
})
afterAll(async () => {
  await hub.stop()
  rmSync(folder, { recursive: true })
})

describe('explain', () => {
  const ofCase = (contract: string, item: string, ...more: readonly string[]): Promise<CliRun> =>
    xinqiao(
      'explain',
      '--contract',
      contract,
      '--item',
      item,
      '--purpose',
      'TAX_CREDIT',
      '--subject-kind',
      'legal_person',
      ...more,
    )

  test('[REG-16.2b] judges a case with the rules that decide requests, on both sides of the last day', async () => {
    const lastDay = await ofCase('CT-TAX-03', 'amr.reg.basic', '--on', '2026-11-22')
    expect(lastDay).toMatchObject({ code: 0, out: expect.stringContaining('permitted') })
    const dayAfter = await ofCase('CT-TAX-03', 'amr.reg.basic', '--on', '2026-11-23')
    expect(dayAfter).toMatchObject({ code: 4, talk: expect.stringContaining('CONTRACT_INACTIVE') })
  })

  test('names the item that the contract lacks, and teaches the contracts there are', async () => {
    const lacking = await ofCase('CT-TAX-01', 'amr.complaint12315', '--on', '2026-11-23', '-o', 'json')
    expect(lacking.code).toBe(4)
    expect(dataOf(lacking)).toMatchObject({ kind: 'refusal', code: 'ITEM_NOT_IN_CONTRACT', item: 'amr.complaint12315' })
    expect(await ofCase('NONE', 'tax.credit.grade')).toMatchObject({
      code: 2,
      talk: expect.stringContaining('CT-TAX-01'),
    })
  })

  test('[REG-16.2b] says where the subject has to allow it', async () => {
    const run = await xinqiao(
      'explain',
      '--contract',
      'CT-BANK-01',
      '--item',
      'tax.credit.grade',
      '--purpose',
      'LOAN',
      '--subject-kind',
      'legal_person',
      '--on',
      '2026-11-23',
      '--lang',
      'zh',
    )
    expect(run).toMatchObject({ code: 0, out: expect.stringContaining('书面授权') })
  })

  test.each(['CONSENT_SCOPE', 'tax.credit.grade', 'REG-27'])('%s in one language only', async (what) => {
    const english = await xinqiao('explain', what)
    expect(english.code).toBe(0)
    expect(english.out).not.toMatch(/[\u3400-\u9fff]/)
    expect((await xinqiao('explain', what, '--lang', 'zh')).out).toMatch(/[\u3400-\u9fff]/)
  })
})

describe('help', () => {
  test('comes within 200 ms', async () => {
    const times: number[] = []
    for (const verb of ['query', 'explain', 'doctor']) {
      const before = performance.now()
      await xinqiao(verb, '--help')
      times.push(performance.now() - before)
    }
    expect(Math.min(...times)).toBeLessThan(helpMsMax)
  })

  test('ends with examples that run beside the demo folder, in tables of 80 columns', async () => {
    expect((await xinqiao('load', 'deploy/seed')).code).toBe(0)
    const wide: string[] = []
    const failed: unknown[] = []
    for (const example of allVerbs.flatMap((verb) => verb.examples)) {
      const argv = exampleWords(example).map((word) => word.replace(/^\.xinqiao(?=\/)/, hub.stateDir))
      const run = await xinqiao(...argv)
      if (run.code !== 0) failed.push({ example, ...run })
      if (/[─]{3}/.test(run.out)) wide.push(...run.out.split('\n').filter((line) => columns(line) > 80))
    }
    expect(failed).toEqual([])
    expect(wide).toEqual([])
  })

  test('needs no hub, and a verb that does says how to start one', async () => {
    const nowhere = join(folder, 'nowhere')
    expect(existsSync(nowhere)).toBe(false)
    expect((await runCli(nowhere, ['contract', '--help'])).code).toBe(0)
    expect(await runCli(nowhere, ['contract', 'list'])).toMatchObject({
      code: 5,
      talk: expect.stringContaining('npm start'),
    })
  })
})

/** Chinese and full-width characters take two columns. */
function columns(line: string): number {
  return [...line].reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character) ? 2 : 1),
    0,
  )
}
