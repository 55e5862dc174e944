/** Runs the subgraph of market regulation as a process: start, drain, stop. */
import { runProcess } from '@xinqiao/subgraph-kit'
import { readConfig, startMarketRegulation } from './index.ts'

await runProcess(() => startMarketRegulation(readConfig()))
