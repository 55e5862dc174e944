/** Ending a listener: requests in flight end, then every connection goes, those too that never sent a request (faults.md, row 30). */
import type { FastifyInstance } from 'fastify'
import { drainMs } from './limits.ts'

/** Counts requests in flight. Call before the routes; gives the function that closes the listener. */
export function drainable(app: FastifyInstance): () => Promise<void> {
  let inFlight = 0
  let closing = false
  const letGo = (): void => {
    if (closing && inFlight === 0) app.server.closeAllConnections()
  }
  app.addHook('onRequest', async (_request, reply) => {
    inFlight += 1
    reply.raw.once('close', () => {
      inFlight -= 1
      letGo()
    })
  })
  return async () => {
    closing = true
    const timer = setTimeout(() => app.server.closeAllConnections(), drainMs)
    const closed = app.close()
    letGo()
    await closed
    clearTimeout(timer)
  }
}
