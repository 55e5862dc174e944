/** Every rule of .dependency-cruiser.cjs is seen to fail on a planted breach: a rule that cannot fail guards nothing. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

interface Rule {
  readonly name: string
}

const root = join(import.meta.dirname, '..')
const config: { readonly forbidden: readonly Rule[] } = createRequire(import.meta.url)('../.dependency-cruiser.cjs')
const folders: Readonly<Record<string, string>> = {
  schema: 'schema/src',
  contracts: 'contracts/src',
  'audit-log': 'contracts/audit-log/src',
  'audit-store': 'contracts/audit-store/src',
  'consumer-kit': 'contracts/consumer-kit/src',
  registry: 'contracts/registry/src',
  cli: 'contracts/cli/src',
  gateway: 'gateway/src',
  kit: 'subgraphs/kit/src',
  'market-regulation': 'subgraphs/market-regulation/src',
  tax: 'subgraphs/tax/src',
  courts: 'subgraphs/courts/src',
  tourism: 'subgraphs/tourism/src',
  finance: 'subgraphs/finance/src',
  'credit-office': 'subgraphs/credit-office/src',
  deploy: 'deploy',
}
const rooms = ['authenticate', 'contract', 'decide', 'plan', 'fetch', 'lawful-rows', 'shape', 'audit', 'respond']

let tree: string
let seen: ReadonlySet<string>

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'xinqiao-breaches-'))
  for (const folder of Object.values(folders)) {
    write(`${folder}/index.ts`, 'export const door = 1\n')
    write(`${folder}/inside.ts`, 'export const inside = 1\n')
  }
  for (const [name, folder] of Object.entries(folders)) {
    plant(`${folder}/breach-direction.ts`, 'deploy/inside.ts')
    plant(`${folder}/breach-door.ts`, name === 'schema' ? 'contracts/src/inside.ts' : 'schema/src/inside.ts')
  }
  for (const [index, room] of rooms.entries()) {
    write(`gateway/src/${room}/inside.ts`, 'export const inside = 1\n')
    const later = rooms[index + 1]
    if (later !== undefined) plant(`gateway/src/${room}/breach.ts`, `gateway/src/${later}/inside.ts`)
  }
  plant('gateway/src/facts/breach.ts', 'gateway/src/decide/inside.ts')
  write('gateway/src/breach-library.ts', "import * as other from '@apollo/gateway'\nexport const breach = other\n")
  write('schema/src/breach-file.ts', "import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n")
  write('gateway/src/one.ts', "import { two } from './two.ts'\nexport const one = (): number => two()\n")
  write('gateway/src/two.ts', "import { one } from './one.ts'\nexport const two = (): number => one()\n")
  write('gateway/src/breach-nowhere.ts', "import { none } from './none.ts'\nexport const some = none\n")
  seen = cruise()
})

afterAll(() => rmSync(tree, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true })
  writeFileSync(join(tree, path), text)
}

function plant(from: string, to: string): void {
  const way = relative(dirname(from), to)
  write(from, `import * as other from '${way.startsWith('.') ? way : `./${way}`}'\nexport const breach = other\n`)
}

function cruise(): ReadonlySet<string> {
  writeFileSync(
    join(tree, 'tsconfig.base.json'),
    '{ "compilerOptions": { "module": "nodenext", "allowImportingTsExtensions": true } }',
  )
  const program = join(root, 'node_modules/.bin/depcruise')
  const run = spawnSync(
    program,
    [
      '--config',
      join(root, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
      'schema',
      'contracts',
      'gateway',
      'subgraphs',
      'deploy',
    ],
    {
      cwd: tree,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  const report: { readonly summary: { readonly violations: readonly { readonly rule: Rule }[] } } = JSON.parse(
    run.stdout,
  )
  return new Set(report.summary.violations.map(({ rule }) => rule.name))
}

test.each(config.forbidden.map(({ name }) => name))('the rule %s fails on a planted breach', (name) => {
  expect(seen).toContain(name)
})
