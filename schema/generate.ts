/** `npm run generate`: writes what follows from schema/catalog. With `--check` it writes nothing and fails when a file is stale. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mergeLayers } from './src/catalog/merge-layers.ts'
import { readCatalog } from './src/catalog/read-catalog.ts'
import { readYaml } from './src/formats/read-yaml.ts'
import { agencySdl } from './src/graph/agency-sdl.ts'
import { creditRecordSdl, directivesSdl, scalarsSdl, valueTypesSdl } from './src/graph/shared-sdl.ts'
import { readDataStandards } from './src/record/read-data-standards.ts'
import { withShapes } from './src/record/with-shapes.ts'

type Fields = Readonly<Record<string, unknown>>

/** Folders of the agencies that run here, by their id in the catalog. */
const agencyFolders: Readonly<Record<string, string>> = {
  amr: 'market-regulation',
  tax: 'tax',
  court: 'courts',
  tour: 'tourism',
  fin: 'finance',
  office: 'credit-office',
}

const here = import.meta.dirname

function yaml(path: string): unknown {
  return readYaml(readFileSync(join(here, path), 'utf8'), `schema/${path}`).value
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`
}

function generated(): ReadonlyMap<string, string> {
  const document = mergeLayers(yaml('catalog/national.yaml'), yaml('catalog/province.yaml'))
  const standards = standardsOfFiles()
  const catalog = readCatalog(document, 'schema/catalog')
  const read = readDataStandards(standards, catalog, 'schema/catalog/standards')
  return new Map([
    ['schema/src/generated/catalog.json', asJson(document)],
    ['schema/src/generated/data-standards.json', asJson(standards)],
    ['schema/sdl/directives.graphql', `${directivesSdl()}\n`],
    ['schema/sdl/credit-record.graphql', `${[scalarsSdl(), creditRecordSdl(), valueTypesSdl()].join('\n\n')}\n`],
    ...Object.entries(agencyFolders).map(([provider, folder]): [string, string] => [
      `subgraphs/${folder}/schema.graphql`,
      agencySdl(provider, catalog, read),
    ]),
  ])
}

/** Standards of all files together, shapes put in place. */
function standardsOfFiles(): unknown {
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
