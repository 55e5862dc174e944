/** Consents and standings belong to the credit office's subgraph: handed over signed, taken there as a whole or not at all. */

import type { Jwk } from '@xinqiao/contracts'
import { contentDigest, importSigningKey, signIngest } from '@xinqiao/schema'
import { type Finding, RegistryError } from '../errors.ts'
import { officeTimeoutMs } from '../limits.ts'
import type { RegistryState } from '../state.ts'
import type { FolderFiles } from './merge-files.ts'

const factFiles = ['consents.yaml', 'standings.yaml'] as const

/** Whether a load has something for the office. */
export function hasFacts(files: FolderFiles): boolean {
  return factFiles.some((name) => files.has(name))
}

/**
 * `POST /facts/load` at the office, by the operator's signature.
 * @throws RegistryError with the office's findings (422), or `SUBGRAPH_UNAVAILABLE` (503) when it does not answer.
 */
export async function tellOffice(files: FolderFiles, state: RegistryState, operator: Jwk): Promise<unknown> {
  const office = state.agencies.get('office')
  if (office === undefined)
    throw unavailable('The office has no subgraph registered that could take consents and standings.')
  const texts = Object.fromEntries(factFiles.flatMap((name) => (files.has(name) ? [[name, files.get(name)]] : [])))
  const body = Buffer.from(JSON.stringify({ files: texts }))
  const url = `${office.url}/facts/load`
  const headers = signIngest(
    { method: 'POST', url, contentDigest: contentDigest(body), tag: 'xinqiao-admin-1' },
    importSigningKey(operator),
  )
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(officeTimeoutMs),
  }).catch((cause: unknown) => {
    throw unavailable("The office's subgraph does not answer; nothing was taken over.", cause)
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  throw refusedByOffice(response.status, answer)
}

function refusedByOffice(status: number, answer: unknown): RegistryError {
  const findings = findingsIn(answer)
  if (status >= 500 || findings.length === 0)
    return unavailable("The office's subgraph did not take consents and standings; nothing was taken over.")
  return new RegistryError('BAD_USER_INPUT', 422, 'The office refuses consents or standings; nothing was taken over.', {
    findings,
  })
}

function findingsIn(answer: unknown): readonly Finding[] {
  const list =
    typeof answer === 'object' && answer !== null && 'findings' in answer && Array.isArray(answer.findings)
      ? answer.findings
      : []
  return list.filter(
    (one): one is Finding => typeof one === 'object' && one !== null && 'code' in one && 'message' in one,
  )
}

function unavailable(message: string, cause?: unknown): RegistryError {
  return new RegistryError('SUBGRAPH_UNAVAILABLE', 503, message, { cause })
}
