/** `federated-fuzz.ts [--seed N] [--cases N] [--gateway door|stock] [--path P] [--seconds N] [--exact]`: random federations against the merged truth. */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { runFuzz } from './federation/fuzz/run-fuzz.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    cases: { type: 'string', default: '100' },
    gateway: { type: 'string', default: 'door' },
    path: { type: 'string' },
    seconds: { type: 'string' },
    exact: { type: 'boolean', default: false },
  },
})
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed)
console.log(`seed ${seed}`)
const { operations, turnedDown, found } = await runFuzz({
  seed,
  cases: Number(values.cases),
  gateway: values.gateway === 'stock' ? 'stock' : 'door',
  exact: values.exact,
  tell: (text) => console.log(`found, now made smaller:\n${text}\n`),
  ...(values.seconds === undefined ? {} : { seconds: Number(values.seconds) }),
  ...(values.path === undefined ? {} : { path: values.path }),
})
console.log(`${operations} operations asked, ${turnedDown} federations did not compose`)
if (found !== null) {
  console.log(found)
  process.exitCode = 1
}
