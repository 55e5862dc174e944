/** The process of the load on agencies. */
import { answerParent } from '../measure/child.ts'
import { type CallJob, runCalls } from './signed-load.ts'

answerParent((job) => runCalls(job as CallJob))
