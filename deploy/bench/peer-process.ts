/** The process of a peer: loads that peer alone, so that memory and start-up are its own. */
import { answerParent } from './measure/child.ts'

/** Which peer, and the supergraph it serves. */
export interface PeerJob {
  readonly peer: 'stock-apollo' | 'tuned-apollo' | 'hive'
  readonly supergraph: string
}

const peers = {
  'stock-apollo': () => import('./peers/stock-apollo.ts'),
  'tuned-apollo': () => import('./peers/tuned-apollo.ts'),
  hive: () => import('./peers/hive.ts'),
} as const

answerParent(async (given) => {
  const { peer, supergraph } = given as PeerJob
  const { startPeer } = await peers[peer]()
  return startPeer(supergraph)
})
