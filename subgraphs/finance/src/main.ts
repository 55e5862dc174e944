/** Runs the subgraph of local financial regulation as a process: start, drain, stop. */
import { runProcess } from '@xinqiao/subgraph-kit'
import { readConfig, startFinance } from './index.ts'

await runProcess(() => startFinance(readConfig()))
