/** What may never be collected cannot enter: the schema is refused by name with its article, and a question for it reads like a typing error. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'

const root = join(import.meta.dirname, '..', '..')
const tourismSdl = readFileSync(join(root, 'subgraphs/tourism/schema.graphql'), 'utf8')
/** The type of a person's tour guide certificate, where a publisher tries to add a field. */
const personType = /type TourLicGuide [^{]*\{/

let hub: HubUnderTest
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-sdl-'))
  hub = await startHubUnderTest({ data: join(import.meta.dirname, 'sample-hub') })
})

afterAll(async () => {
  await hub.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs the command line as a user does and gives its exit code and what it said. */
function check(field: string): { readonly exit: number | null; readonly said: string } {
  const file = join(folder, 'schema.graphql')
  expect(tourismSdl).toMatch(personType)
  writeFileSync(
    file,
    tourismSdl.replace(personType, (head) => `${head}\n  ${field}\n`),
  )
  const run = spawnSync(
    process.execPath,
    [join(root, 'contracts/cli/src/main.ts'), 'check', file, '--agency', 'tour', '--state', hub.stateDir],
    { encoding: 'utf8' },
  )
  return { exit: run.status, said: run.stdout + run.stderr }
}

describe('a schema with a prohibited category', () => {
  test.each([
    ['bloodType', 'bloodType: String @item(id: "tour.lic.guide")'],
    ['xuexing', 'xuexing: String @item(id: "tour.lic.guide")'],
    ['病史', '"包括持证人病史"\n  remark2: String @item(id: "tour.lic.guide")'],
  ])('[REG-14.4a] [D10] %s on a person type is refused by name with its article', (word, field) => {
    const { exit, said } = check(field)
    expect(exit).toBe(1)
    expect(said).toContain('PROHIBITED_CATEGORY')
    expect(said).toContain('REG-14.4')
    expect(said).toMatch(word === '病史' ? /remark2/ : new RegExp(word))
  })

  test('[REG-11.1a] a field without a catalog item is refused by name', () => {
    const { exit, said } = check('favouriteColour: String')
    expect(exit).toBe(1)
    expect(said).toMatch(/FIELD_UNTAGGED[\s\S]*favouriteColour/)
  })

  test('the schema as it stands has no findings', () => {
    const run = spawnSync(
      process.execPath,
      [
        join(root, 'contracts/cli/src/main.ts'),
        'check',
        join(root, 'subgraphs/tourism/schema.graphql'),
        '--agency',
        'tour',
        '--state',
        hub.stateDir,
      ],
      { encoding: 'utf8' },
    )
    expect(run.stdout + run.stderr).toContain('No findings')
    expect(run.status).toBe(0)
  })
})

describe('the running hub', () => {
  test('[REG-14.4a] [D9] a question for a prohibited name reads like any unknown name', async () => {
    const ask = (name: string): Promise<{ text: string; status: number }> =>
      hub.ask(
        { client: 'tour-app', contract: 'CT-TOUR-01', purpose: 'DAILY_SUPERVISION', case: '琼旅案〔2026〕1号' },
        `{ organization(uscc: "914601000000A00134") { ${name} } }`,
      )
    const prohibited = await ask('bloodType')
    const absent = await ask('bloodTypf')
    expect(prohibited.status).toBe(400)
    expect(absent.status).toBe(400)
    expect(prohibited.text.replaceAll('bloodType', 'X')).toBe(absent.text.replaceAll('bloodTypf', 'X'))
    expect(prohibited.text).not.toMatch(/Did you mean/)
  })
})
