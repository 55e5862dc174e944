/** Runs the subgraph of the tax service as a process: start, drain, stop. */
import { runProcess } from '@xinqiao/subgraph-kit'
import { readConfig, startTax } from './index.ts'

await runProcess(() => startTax(readConfig()))
