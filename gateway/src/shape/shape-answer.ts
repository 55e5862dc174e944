/** Room 7: the final bytes, of an answer and of a refusal alike, and what the audit has to say of them. */

import type { Contracted } from '../contract/contracted.ts'
import type { Lawful } from '../lawful-rows/lawful.ts'
import type { Refused } from '../refused.ts'
import { factsOf } from './answer-facts.ts'
import { type AnswerError, errorOf } from './error-of.ts'
import { mediaType } from './media-type.ts'
import { closedPlaces } from './refusals.ts'
import { shapeRefused } from './shape-refused.ts'
import type { Shaped } from './shaped.ts'
import { writeRoots } from './write-roots.ts'

/** Lawful or Refused → Shaped. */
export function shapeAnswer(lawful: Lawful | Refused): Shaped {
  if (lawful.kind === 'refused') return shapeRefused(lawful)
  const closed = closedPlaces(lawful.roots)
  const errors: AnswerError[] = closed.map(({ stop, path }) => errorOf(stop, path))
  const data = writeRoots(lawful, errors)
  const told = errors.length === 0 ? '' : `"errors":${JSON.stringify(errors)},`
  const asOf = lawful.standingsAsOf
  const extensions = asOf === null ? '' : `,"extensions":${JSON.stringify({ standingsAsOf: asOf })}`
  const bytes = encoded([`{${told}"data":`, ...data, `${extensions}}`])
  const facts = factsOf(lawful, closed)
  lawful.session.letGo()
  return {
    kind: 'shaped',
    from: contractedOf(lawful),
    status: 200,
    headers: { 'content-type': mediaType(lawful.request.headers['accept']) },
    bytes,
    facts,
  }
}

/** The parts in UTF-8, one after the other. */
function encoded(parts: readonly string[]): Buffer {
  let length = 0
  for (const part of parts) length += Buffer.byteLength(part)
  const bytes = Buffer.allocUnsafe(length)
  let at = 0
  for (const part of parts) at += bytes.write(part, at)
  return bytes
}

function contractedOf({
  request,
  running,
  caller,
  claims,
  contract,
  contractVersion,
  today,
  legalNowMs,
}: Lawful): Contracted {
  return { kind: 'contracted', request, running, caller, claims, contract, contractVersion, today, legalNowMs }
}
