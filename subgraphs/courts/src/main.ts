/** Runs the subgraph of the courts as a process: start, drain, stop. */
import { runProcess } from '@xinqiao/subgraph-kit'
import { readConfig, startCourts } from './index.ts'

await runProcess(() => startCourts(readConfig()))
