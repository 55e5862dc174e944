/** Room 5: runs the plan against the agencies, in parallel, within one deadline (design.md §2.1.5). */
import type { Planned } from '../plan/planned.ts'
import type { Refused } from '../refused.ts'
import { answerObject } from './answer.ts'
import type { AskDeps } from './ask-agency.ts'
import { Breaker } from './breaker.ts'
import { FetchSession } from './fetch-session.ts'
import type { Fetched } from './fetched.ts'
import { deadlineMs } from './limits.ts'
import type { Why } from './question.ts'

export interface FetchDeps extends AskDeps {
  /** For tests; the default is the limit. */
  readonly deadlineMs?: number
}

/** Planned → Fetched. */
export async function fetchPlan(planned: Planned | Refused, deps: FetchDeps): Promise<Fetched | Refused> {
  if (planned.kind === 'refused') return planned
  const { operation, running } = planned
  const session = new FetchSession(running, whyOf(planned), deps, deps.deadlineMs ?? deadlineMs)
  const data = operation === null ? answerObject() : await session.run(operation.plan, operation.variables)
  return { ...planned, kind: 'fetched', data, session }
}

/** What the agency learns of the request: contract, purpose, case, official; no subject beyond the keys it is asked about. */
function whyOf({ contractVersion, claims, request }: Planned): Why {
  return {
    contract: contractVersion,
    purpose: claims.purpose ?? '',
    case: claims.case ?? '',
    official: claims.official?.ref ?? '',
    requestId: request.requestId,
  }
}

/** Breakers by agency; they outlive bundles, since an agency that is down stays down. */
export function breakerBook(): (agency: string) => Breaker {
  const breakers = new Map<string, Breaker>()
  return (agency) => {
    const breaker = breakers.get(agency) ?? new Breaker()
    breakers.set(agency, breaker)
    return breaker
  }
}
