/**
 * `serve-supergraph.ts SUPERGRAPH --port N [--rules FILE]`: the conformance door. It serves an outside supergraph, with its
 * own subgraph addresses and unsigned, through the rooms decide → plan → fetch → shape. A test tool: production has no way in.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openDoor } from './door/open-door.ts'

const usage = 'Usage: serve-supergraph.ts SUPERGRAPH --port N [--rules FILE]'

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string' }, rules: { type: 'string' } },
  })
  const [file] = positionals
  const port = Number(values.port)
  if (file === undefined || positionals.length !== 1 || values.port === undefined || !Number.isInteger(port))
    throw new Error(usage)
  const door = await openDoor({
    supergraph: readFileSync(file, 'utf8'),
    port,
    ...(values.rules === undefined ? {} : { rules: readFileSync(values.rules, 'utf8') }),
  })
  console.log(`The conformance door answers at ${door.url}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void door.close())
}

await main().catch((thrown: unknown) => {
  console.error(thrown instanceof Error ? thrown.message : thrown)
  process.exitCode = 1
})
