/** Room 2: the contract that answers, judged by D17 steps 1 to 5b; whatever fails here refuses the whole request and no agency is asked. */
import { type Asker, type Contract, isOfAnotherProvince, judgeRequest } from '@xinqiao/contracts'
import type { Clock, LegalDate } from '@xinqiao/schema'
import type { Authenticated } from '../authenticate/authenticated.ts'
import type { Quotas } from '../facts/quota-port.ts'
import { retryAfterSeconds } from '../limits.ts'
import type { Refused } from '../refused.ts'
import { contractOf } from './contract-of.ts'
import type { Contracted } from './contracted.ts'

export interface ContractDeps {
  readonly clock: Clock
  readonly quotas: Quotas
}

/** Authenticated → Contracted. */
export function selectContract(authenticated: Authenticated | Refused, deps: ContractDeps): Contracted | Refused {
  if (authenticated.kind === 'refused') return authenticated
  const { running, caller, claims } = authenticated
  const today = deps.clock.today()
  const contract = contractOf(running, claims.contract, caller.consumer, today)
  const version = contract === undefined ? null : `${contract.id}@${contract.version}`
  if (running.notAfterMs <= Date.now()) return failed(authenticated, version, 'BUNDLE_EXPIRED')
  const because = judge(authenticated, contract, today, deps.quotas)
  if (because !== null || contract === undefined || version === null) {
    return refused(
      authenticated,
      version,
      because ?? { kind: 'refusal', code: 'CONTRACT_INACTIVE', item: null, article: 'REG-16.2' },
    )
  }
  return {
    ...authenticated,
    kind: 'contracted',
    contract,
    contractVersion: version,
    today,
    legalNowMs: deps.clock.nowMs(),
  }
}

/** The day's figure is counted last: a request refused for another reason costs nothing. */
function judge(
  { running, caller, claims }: Authenticated,
  contract: Contract | undefined,
  today: LegalDate,
  quotas: Quotas,
): Refused['because'] | null {
  const { consumer } = caller
  const question = {
    asker: askerOf(caller, claims),
    contract,
    recognised: consumer === null || !isOfAnotherProvince(consumer) || running.register.recognises(consumer.id, today),
    purpose: claims.purpose,
    case: claims.case,
    official: claims.official?.ref ?? null,
    today,
  }
  const first = judgeRequest({ ...question, requestsLeft: 1 })
  if (first.kind === 'refusal') return first
  if (contract === undefined || quotas.takeRequest(contract.id, contract.quota.requestsPerDay, today)) return null
  const second = judgeRequest({ ...question, requestsLeft: 0 })
  return second.kind === 'refusal' ? second : null
}

/** Only a portal speaks for subjects it has identified; everybody else asks as the consumer it is (REG-16.2b). */
function askerOf(caller: Authenticated['caller'], claims: Authenticated['claims']): Asker {
  if (caller.kind === 'anonymous') return { kind: 'anonymous' }
  if (caller.consumer === null) return { kind: 'unknown' }
  const isForSubject = claims.contract === 'self' && caller.consumer.kind === 'portal'
  if (!isForSubject || claims.subject === null) return { kind: 'consumer', consumer: caller.consumer }
  return { kind: 'subject', subject: claims.subject, verified: claims.acr !== null }
}

function failed(from: Authenticated, version: string | null, code: 'BUNDLE_EXPIRED'): Refused {
  return refused(from, version, { kind: 'failure', code, retryAfterS: retryAfterSeconds })
}

function refused(from: Authenticated, contractVersion: string | null, because: Refused['because']): Refused {
  const { request, running, caller, claims } = from
  return { kind: 'refused', request, running, caller, claims, contractVersion, because }
}
