/** `npm run generate`: writes what follows from schema/catalog. With `--check` it writes nothing and fails when a file is stale. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mergeLayers } from './src/catalog/merge-layers.ts'
import { readYaml } from './src/formats/read-yaml.ts'
import { withShapes } from './src/record/with-shapes.ts'

type Fields = Readonly<Record<string, unknown>>

const here = import.meta.dirname

function yaml(path: string): unknown {
  return readYaml(readFileSync(join(here, path), 'utf8'), `schema/${path}`).value
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`
}

function generated(): ReadonlyMap<string, string> {
  const catalog = mergeLayers(yaml('catalog/national.yaml'), yaml('catalog/province.yaml'))
  return new Map([
    ['schema/src/generated/catalog.json', asJson(catalog)],
    ['schema/src/generated/data-standards.json', asJson(standards())],
  ])
}

/** Standards of all files together, shapes put in place. */
function standards(): unknown {
  const files = readdirSync(join(here, 'catalog/standards'))
    .filter((name) => name !== 'shapes.yaml')
    .sort()
  const written = files.map((name) => yaml(`catalog/standards/${name}`)).reduce(mergeLayers)
  return withShapes(written as Fields, yaml('catalog/standards/shapes.yaml') as Fields)
}

const check = process.argv.includes('--check')
let stale = 0
for (const [path, text] of generated()) {
  const target = join(here, '..', path)
  if (current(target) === text) continue
  stale += 1
  if (check) console.error(`stale: ${path} (run \`npm run generate\`)`)
  else {
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, text)
    console.log(`written: ${path}`)
  }
}
if (check && stale > 0) process.exitCode = 1

function current(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
