/** The README states how many duties are proven: the figure is the one the tests give, not one somebody remembers. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

test('the README quotes the last line of npm run law', () => {
  const run = spawnSync(process.execPath, [join(root, 'deploy/conformance/duties-reporter.ts')], { encoding: 'utf8' })
  const last = run.stdout.trim().split('\n').at(-1) ?? ''
  expect(last).toMatch(/^\d+ proven, \d+ partly, \d+ unproven$/)
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(`\`${last}\``)
})
