/** A gateway of others as an engine: a process of its own with the hub's supergraph, asked without token or proof. */
import { request } from 'undici'
import { startChild } from '../measure/child.ts'
import type { PeerJob } from '../peer-process.ts'
import { withPersistedQuery, withText } from './bodies.ts'
import { type Engine, openTarget, type Question } from './engine.ts'

/** Starts a peer. `operations`: questions whose texts it gets to know first, where it takes digests of texts. */
export async function startPeerEngine(job: PeerJob, operations: readonly Question[]): Promise<Engine> {
  const child = startChild('peer-process')
  const target = openTarget((await child.ask(job)) as string)
  const isTold = job.peer === 'tuned-apollo'
  if (isTold) for (const question of operations) await tell(target.url, withPersistedQuery(question, true))
  return {
    name: job.peer,
    pid: child.pid,
    answersAlike: true,
    checkThread: null,
    bodyOf: (question) => (isTold ? withPersistedQuery(question, false) : withText(question)),
    target: async () => target,
    stop: () => child.stop(),
  }
}

async function tell(url: string, body: string): Promise<void> {
  const response = await request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  await response.body.dump()
}
