/** A request that has its contract, for tests of the rooms from `decide` on. */
import type { Contract } from '@xinqiao/contracts'
import type { Claims } from '../authenticate/authenticated.ts'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { Contracted } from '../contract/contracted.ts'
import { aContract, today } from './samples.ts'

/** What a test changes of the lawful default. */
export interface Ask {
  readonly variables?: Readonly<Record<string, unknown>>
  readonly contract?: Contract
  readonly claims?: Partial<Claims>
  readonly accept?: string
  readonly operationName?: string
}

/** The request with its contract, as the room before `decide` hands it on. */
export function aContracted(running: RunningBundle, query: string | null, ask: Ask = {}): Contracted {
  const contract = ask.contract ?? aContract()
  return {
    kind: 'contracted',
    request: {
      requestId: 'req-1',
      method: 'POST',
      url: 'http://127.0.0.1/graphql',
      headers: { accept: ask.accept ?? 'application/graphql-response+json' },
      query,
      documentId: null,
      operationName: ask.operationName ?? null,
      variables: ask.variables ?? {},
      remoteAddress: '127.0.0.1',
      statementOver: null,
      receivedMs: 0,
    },
    running,
    caller: { kind: 'client', clientId: 'tax-app', consumer: null },
    claims: {
      contract: contract.id,
      purpose: 'TAX_CREDIT',
      case: 'case-1',
      official: { ref: 'official-1', role: null },
      subject: null,
      acr: null,
      act: null,
      ...ask.claims,
    },
    contract,
    contractVersion: `${contract.id}@${contract.version}`,
    today,
    legalNowMs: Date.parse('2026-11-23T10:00:00+08:00'),
  }
}
