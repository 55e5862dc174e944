/** The process of the load: makes a turn ready, then runs it when told. */
import { type LoadJob, type LoadResult, prepareLoad } from './load/load.ts'
import { answerParent } from './measure/child.ts'

let turn: (() => Promise<LoadResult>) | undefined

answerParent(async (given) => {
  const question = given as { readonly prepare: LoadJob } | { readonly run: true }
  if ('prepare' in question) {
    turn = await prepareLoad(question.prepare)
    return null
  }
  if (turn === undefined) throw new Error('no turn is ready')
  return turn()
})
