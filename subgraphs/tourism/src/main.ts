/** Runs the subgraph of tourism and culture as a process: start, drain, stop. */
import { runProcess } from '@xinqiao/subgraph-kit'
import { readConfig, startTourism } from './index.ts'

await runProcess(() => startTourism(readConfig()))
