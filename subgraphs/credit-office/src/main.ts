/** Runs the credit office's subgraph as a process: start, drain, stop. */
import { runProcess } from '@xinqiao/subgraph-kit'
import { readConfig, startCreditOffice } from './index.ts'

await runProcess(() => startCreditOffice(readConfig()))
