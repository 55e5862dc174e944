/** `hub-fuzz.ts [--cases N] [--seed N] [--lanes N] [--path P]`: random operations, contracts and rows through the hub's rooms against graphql-js. */
import { fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

interface Outcome {
  readonly cases: number
  readonly asked: number
  readonly turnedDown: number
  readonly found: string | null
}

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    cases: { type: 'string', default: '20000' },
    lanes: { type: 'string', default: '4' },
    path: { type: 'string' },
  },
})
console.log(`seed ${values.seed}`)
// A program of the gateway's own tests: nothing of it is part of what the gateway gives to others.
const program = fileURLToPath(new URL('../../gateway/src/testing/fuzz/fuzz-program.ts', import.meta.url))
const child = fork(
  program,
  Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]),
)
const ended = once(child, 'exit').then(() => {
  throw new Error('the fuzzer ended without an outcome')
})
const [outcome] = (await Promise.race([once(child, 'message'), ended])) as [Outcome]
console.log(
  `${outcome.cases} cases, ${outcome.asked} answers compared, ${outcome.turnedDown} operations were not valid`,
)
if (outcome.found !== null) {
  console.log(outcome.found)
  process.exitCode = 1
}
