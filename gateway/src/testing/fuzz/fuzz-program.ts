/** The fuzzer as a program of its own: options by message or as arguments, the outcome by message. Started by deploy/conformance/hub-fuzz.ts. */
import { parseArgs } from 'node:util'
import { runHubFuzz } from './run-fuzz.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '1000' },
    lanes: { type: 'string', default: '4' },
    path: { type: 'string' },
  },
})
const outcome = await runHubFuzz({
  seed: Number(values.seed),
  cases: Number(values.cases),
  lanes: values.path === undefined ? Number(values.lanes) : 1,
  ...(values.path === undefined ? {} : { path: values.path }),
})
process.send?.(outcome)
