/** The doubles as the benchmark speaks to them: one process for all five agencies and the hub's own subgraph. */
import type { Jwk } from '@xinqiao/schema'
import { type Child, startChild } from '../measure/child.ts'
import type { DoubledAgency, LearnedQuestion } from './doubles.ts'

/** What the doubles' process is asked. */
export type ResponderQuestion =
  | { readonly kind: 'start'; readonly agencies: readonly string[] }
  | { readonly kind: 'follow'; readonly agencies: readonly DoubledAgency[]; readonly hubAgreementKey: Jwk }
  | { readonly kind: 'take-learned' }
  | { readonly kind: 'delay'; readonly milliseconds: number }

export type LearnedByAgency = Readonly<Record<string, readonly LearnedQuestion[]>>

/** Where the doubles answer. */
export interface ResponderUrls {
  readonly urls: Readonly<Record<string, string>>
  /** The hub's own subgraph, which only peers ask. */
  readonly hubUrl: string
}

/** Running doubles. */
export interface Responders extends ResponderUrls {
  readonly pid: number
  follow(agencies: readonly DoubledAgency[], hubAgreementKey: Jwk): Promise<void>
  takeLearned(): Promise<LearnedByAgency>
  setDelay(milliseconds: number): Promise<void>
  stop(): Promise<void>
}

/** Starts the process and a double for each agency. */
export async function startResponders(agencies: readonly string[]): Promise<Responders> {
  const child: Child = startChild('responder-process')
  const ask = (question: ResponderQuestion): Promise<unknown> => child.ask(question)
  const urls = (await ask({ kind: 'start', agencies })) as ResponderUrls
  return {
    pid: child.pid,
    ...urls,
    follow: async (followed, hubAgreementKey) => {
      await ask({ kind: 'follow', agencies: followed, hubAgreementKey })
    },
    takeLearned: async () => (await ask({ kind: 'take-learned' })) as LearnedByAgency,
    setDelay: async (milliseconds) => {
      await ask({ kind: 'delay', milliseconds })
    },
    stop: () => child.stop(),
  }
}
