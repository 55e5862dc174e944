/** Identity documents of natural persons, by the kinds of the permit and penalty data (law/standards.md §2). */
import type { LegalDate } from '../time/clock.ts'
import { type CitizenNumberProblem, parseCitizenNumber } from './citizen-number.ts'
import { normalIdentifier } from './normal-form.ts'

/** 01 identity card, 02 passport, 03 home-return permit, 04 Taiwan permit, 05 foreigner's permanent residence card. */
export const documentKinds = ['01', '02', '03', '04', '05'] as const
export type DocumentKind = (typeof documentKinds)[number]

export type DocumentReading =
  | { readonly ok: true; readonly kind: DocumentKind; readonly number: string; readonly birthDate?: LegalDate }
  | { readonly ok: false; readonly reason: CitizenNumberProblem | 'kind' | 'form' }

/** Letters and digits, as long as travel and residence documents are; their issuers publish no check rule we could hold them to. */
const otherDocumentForm = /^[0-9A-Z]{5,20}$/u

/** Reads kind and number of a document into their normal form. Only an identity card tells the birth date. */
export function parseDocument(kind: string, number: string, today: LegalDate): DocumentReading {
  const known = documentKinds.find((documentKind) => documentKind === kind)
  if (known === undefined) return { ok: false, reason: 'kind' }
  if (known === '01') {
    const reading = parseCitizenNumber(number, today)
    if (!reading.ok) return reading
    return { ok: true, kind: known, number: reading.number, birthDate: reading.birthDate }
  }
  const normal = normalIdentifier(number)
  if (normal === undefined || !otherDocumentForm.test(normal)) return { ok: false, reason: 'form' }
  return { ok: true, kind: known, number: normal }
}
