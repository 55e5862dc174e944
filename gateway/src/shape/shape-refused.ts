/** A refusal of the whole request as an answer: status of its code, one error, no data (faults.md, "Codes"). */
import { codeEntry } from '@xinqiao/schema'
import { failureStop, stopOf } from '../decide/stop.ts'
import type { Refused } from '../refused.ts'
import { factsOfRefused } from './answer-facts.ts'
import { type AnswerError, errorOf, requestError } from './error-of.ts'
import { acceptsJsonOnly, mediaType } from './media-type.ts'
import type { Shaped } from './shaped.ts'

/** Seconds after which a caller may come again, where the code knows nothing better. */
const retryAfterS = 5
/** GraphQL's own failures: 200 for callers that accept plain JSON only. */
const graphqlFailures: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
])

export function shapeRefused(refused: Refused): Shaped {
  const { because, request } = refused
  const accept = request.headers['accept']
  const code = codeEntry(because.code)
  const status = graphqlFailures.has(because.code) && acceptsJsonOnly(accept) ? 200 : code.httpStatus
  // Codes of one field stand here for the whole answer of a contract that takes all or nothing.
  const data = code.httpStatus === 200 ? { data: null } : {}
  const body = JSON.stringify({ errors: errorsOf(refused), ...data })
  return {
    kind: 'shaped',
    from: refused,
    status,
    headers: headersOf(refused, status, accept),
    bytes: Buffer.from(body),
    facts: factsOfRefused(refused),
  }
}

function errorsOf({ because }: Refused): readonly AnswerError[] {
  if (because.kind === 'refusal') return [errorOf(stopOf(because))]
  if (because.errors === undefined || because.errors.length === 0) return [errorOf(failureStop(because.code, null))]
  return because.errors.map((error) => requestError(error, because.code))
}

function headersOf({ because }: Refused, status: number, accept: string | undefined): Readonly<Record<string, string>> {
  const after = because.kind === 'failure' ? (because.retryAfterS ?? retryAfterS) : retryAfterS
  return {
    'content-type': mediaType(accept),
    ...(status === 401 ? { 'www-authenticate': 'DPoP' } : {}),
    ...(status === 429 || status === 503 ? { 'retry-after': String(after) } : {}),
  }
}
