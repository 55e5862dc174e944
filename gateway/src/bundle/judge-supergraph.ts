/** A supergraph is judged in a process of its own: one that loops, explodes or crashes ends its judge and nothing else. */
import { constants, setPriority } from 'node:os'
import { supergraphHeapMb, supergraphJudgeMs } from '../limits.ts'
import type { FederationTables } from './federation-facts.ts'
import { forkProgram } from './fork-program.ts'

/** What the rooms need to know of a supergraph that loads, as text and plain data. */
export interface GraphText {
  readonly apiSdl: string
  readonly federation: FederationTables
}

export type Verdict = ({ readonly kind: 'loads' } & GraphText) | { readonly kind: 'unloadable' }

/** Bounds of one judgement; tests tighten them. */
export interface JudgeBounds {
  readonly wallMs: number
  readonly heapMb: number
  /** Whether somebody is being answered meanwhile: then judging can wait. */
  readonly givesWay: boolean
}

const standardBounds: JudgeBounds = { wallMs: supergraphJudgeMs, heapMb: supergraphHeapMb, givesWay: false }

/**
 * Loads it with @apollo/gateway. `null`: the judge ended without a verdict, over its time or memory or by another hand.
 */
export function judgeSupergraph(sdl: string, changes: Partial<JudgeBounds> = {}): Promise<Verdict | null> {
  const bounds = { ...standardBounds, ...changes }
  const child = forkProgram(new URL('./judge-program.ts', import.meta.url), bounds.heapMb)
  if (bounds.givesWay) giveWay(child.pid)
  return new Promise((resolve) => {
    let verdict: Verdict | null = null
    const timer = setTimeout(() => child.kill('SIGKILL'), bounds.wallMs)
    child.once('message', (message) => {
      verdict = message as Verdict
    })
    child.once('close', () => {
      clearTimeout(timer)
      resolve(verdict)
    })
    child.send(sdl, () => undefined)
  })
}

function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Already gone, or a system without priorities: it is judged all the same.
  }
}
