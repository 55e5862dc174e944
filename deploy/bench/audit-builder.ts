/** The process that builds the tree over the log of the case `audit`, as a keeper does beside a gateway. */
import { type LogBuilder, openLogBuilder, signerIn } from '@xinqiao/audit-log'
import { answerParent } from './measure/child.ts'

/** What it may be asked: to open a folder, or to build up to a size. */
export type BuilderQuestion =
  | { readonly open: { readonly directory: string; readonly origin: string; readonly keyFile: string } }
  | { readonly durable: number }

/** Processor time of the whole process so far, in microseconds. */
export interface BuilderAnswer {
  readonly size: number
  readonly cpuMicros: number
}

let builder: LogBuilder | undefined

answerParent(async (given): Promise<BuilderAnswer> => {
  const question = given as BuilderQuestion
  if ('open' in question) {
    const { directory, origin, keyFile } = question.open
    builder?.close()
    builder = await openLogBuilder({ directory, signer: signerIn(keyFile, origin) })
  } else {
    while (builder !== undefined && builder.size < question.durable) await builder.advance(question.durable)
  }
  const { user, system } = process.cpuUsage()
  return { size: builder?.size ?? 0, cpuMicros: user + system }
})
