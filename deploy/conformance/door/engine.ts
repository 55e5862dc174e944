/** The rooms decide → plan → fetch → lawful-rows → shape over an outside supergraph. */
import { randomBytes } from 'node:crypto'
import type { Contracted, RunningBundle } from '@xinqiao/gateway'
import type { OutsideSupergraph } from './supergraph.ts'
import type { SyntheticLaw } from './synthetic-law.ts'
import { openUnsignedRooms, outsideBundle } from './unsigned-rooms.ts'

/** One operation, as the door took it from HTTP. */
export interface DoorOperation {
  readonly query: string
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
  readonly caller: string | null
  readonly accept: string
}

export interface DoorAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface DoorEngine {
  answer(operation: DoorOperation): Promise<DoorAnswer>
  close(): Promise<void>
}

const deadlineMs = 20_000

/** Opens the rooms over a supergraph. */
export async function openEngine(supergraph: OutsideSupergraph, law: SyntheticLaw): Promise<DoorEngine> {
  const running = await outsideBundle(supergraph, law)
  const rooms = await openUnsignedRooms(running, deadlineMs)
  return {
    answer: async (operation) => {
      const { status, headers, bytes } = await rooms.answer(contracted(running, law, operation))
      return { status, headers, body: bytes.toString() }
    },
    close: () => rooms.close(),
  }
}

function contracted(running: RunningBundle, law: SyntheticLaw, operation: DoorOperation): Contracted {
  const contract = law.contractOf(operation.caller)
  return {
    kind: 'contracted',
    request: {
      requestId: randomBytes(12).toString('hex'),
      method: 'POST',
      url: 'http://door.invalid/graphql',
      headers: { accept: operation.accept },
      query: operation.query,
      documentId: null,
      operationName: operation.operationName,
      variables: operation.variables,
      remoteAddress: '127.0.0.1',
      statementOver: null,
      receivedMs: performance.now(),
    },
    running,
    caller: { kind: 'client', clientId: contract.consumer, consumer: null },
    claims: {
      contract: contract.id,
      purpose: 'CONFORMANCE',
      case: null,
      official: null,
      subject: null,
      acr: null,
      act: null,
    },
    contract,
    contractVersion: `${contract.id}@${contract.version}`,
    today: '2026-01-01',
    legalNowMs: Date.parse('2026-01-01T00:00:00+08:00'),
  }
}
