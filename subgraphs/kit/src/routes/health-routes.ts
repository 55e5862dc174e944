/** `/live`: the process turns. `/ready`: its database answers and it does not drain (faults.md, Health). */
import type { FastifyInstance } from 'fastify'
import { readyCheckMs } from '../limits.ts'
import type { Store } from '../store/open-store.ts'

export function addHealthRoutes(app: FastifyInstance, store: Store, draining: { readonly yes: boolean }): void {
  let checkedMs = Number.NEGATIVE_INFINITY
  let answers = false
  const databaseAnswers = async (): Promise<boolean> => {
    if (performance.now() - checkedMs < readyCheckMs) return answers
    checkedMs = performance.now()
    answers = await store.pool.query('select 1').then(
      () => true,
      () => false,
    )
    return answers
  }
  app.get('/live', (_request, reply) => reply.send({ live: true }))
  app.get('/ready', async (_request, reply) => {
    const reasons = [...(draining.yes ? ['draining'] : []), ...((await databaseAnswers()) ? [] : ['database'])]
    return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons })
  })
}
