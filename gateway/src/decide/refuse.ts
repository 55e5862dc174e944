/** Makes the whole-request refusals and failures of the rooms from `decide` on. */
import type { Refusal } from '@xinqiao/contracts'
import { codeEntry, type FailureCode, type RefusalCode } from '@xinqiao/schema'
import type { Contracted } from '../contract/contracted.ts'
import type { Refused, RequestError } from '../refused.ts'

type Walked = Omit<Contracted, 'kind'>

/** A refusal of the law. */
export function refuse(from: Walked, code: RefusalCode, item: string | null = null): Refused {
  return refuseFor(from, { kind: 'refusal', code, item, article: codeEntry(code).article })
}

/** A failure, with GraphQL's own errors where there are any. */
export function fail(from: Walked, code: FailureCode, errors: readonly RequestError[] = []): Refused {
  return refuseFor(from, errors.length === 0 ? { kind: 'failure', code } : { kind: 'failure', code, errors })
}

export function refuseFor(from: Walked, because: Refusal | Refused['because']): Refused {
  const { request, running, caller, claims, contract, contractVersion } = from
  return { kind: 'refused', request, running, caller, claims, contract, contractVersion, because }
}
