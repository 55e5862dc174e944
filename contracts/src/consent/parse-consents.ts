/** Reads consents.yaml and holds each consent to the elements the law asks of it (REG-14.2b, REG-14.3b, REG-28.2a). */
import type { Catalog } from '@xinqiao/schema'
import { parseUscc, provincialCatalog } from '@xinqiao/schema'
import { type Place, readDocument } from '../reading/document-reader.ts'
import type { Consent } from './consent.ts'

export interface ConsentsContext {
  readonly source?: string
  /** The keyed token of a person's document; `undefined` when the number is not valid. */
  readonly refOf: (kind: string, number: string) => string | undefined
  /** Catalog in force; the project's own when absent. */
  readonly catalog?: Catalog
}

/** What the person must be told (REG-14.2b). */
export const noticeElements: readonly string[] = ['content', 'method', 'use', 'rights', 'duties']

const keys = [
  'id',
  'subject',
  'grantee',
  'items',
  'uses',
  'notice',
  'form',
  'serviceConditional',
  'validFrom',
  'validTo',
  'withdrawnAt',
]

/** @throws ContractError with every finding; `CONSENT_INCOMPLETE` where a legal element is missing */
export function parseConsents(document: unknown, context: ConsentsContext): readonly Consent[] {
  const catalog = context.catalog ?? provincialCatalog()
  return readDocument(document, context.source ?? 'consents.yaml', (root) => {
    const seen = new Set<string>()
    return Object.freeze(
      root.list().map((place) => {
        const consent = readConsent(place.keys(keys), context, catalog)
        if (seen.has(consent.id)) place.at('id').refuse('a consent of this id stands above')
        seen.add(consent.id)
        return Object.freeze(consent)
      }),
    )
  })
}

function readConsent(place: Place, context: ConsentsContext, catalog: Catalog): Consent {
  const items = place.at('items').texts()
  for (const one of place.at('items').list()) {
    if (typeof one.value === 'string' && !catalog.items.has(one.value)) {
      one.refuse('not an item of the catalog in force', 'NOT_IN_CATALOG')
    }
  }
  const isConsentOnly = items.some((id) => catalog.items.get(id)?.collection === 'consent_only')
  const consent: Consent = {
    id: place.at('id').text(),
    subject: readSubject(place.at('subject'), context),
    grantee: place.at('grantee').text(),
    items,
    uses: readUses(place.at('uses'), catalog),
    notice: readNotice(place.at('notice'), isConsentOnly),
    form: readForm(place.at('form')),
    serviceConditional: place.at('serviceConditional').flag(),
    validFrom: place.at('validFrom').date(),
    validTo: place.at('validTo').date(),
    withdrawnAt: place.at('withdrawnAt').textOr(null),
  }
  if (consent.serviceConditional) {
    place.at('serviceConditional').refuse('a service must not hang on the consent (REG-28.2a)', 'CONSENT_INCOMPLETE')
  }
  if (consent.validTo < consent.validFrom) place.at('validTo').refuse('expected a day not before validFrom')
  return consent
}

function readSubject(place: Place, { refOf }: ConsentsContext): Consent['subject'] {
  place.keys(['uscc', 'document'])
  if (place.at('uscc').isGiven === place.at('document').isGiven) {
    place.refuse('expected either uscc or document')
    return { kind: 'organization', key: '' }
  }
  if (place.at('uscc').isGiven) {
    const reading = parseUscc(place.at('uscc').text())
    if (!reading.ok) place.at('uscc').refuse('expected a unified social credit code', 'SUBJECT_ID_INVALID')
    return { kind: 'organization', key: reading.ok ? reading.uscc : '' }
  }
  const document = place.at('document').keys(['kind', 'number'])
  const ref = refOf(document.at('kind').text(), document.at('number').text())
  if (ref === undefined) document.at('number').refuse('not a valid document number', 'SUBJECT_ID_INVALID')
  return { kind: 'person', key: ref ?? '' }
}

/** REG-14.3b: agreed use, each a purpose of the catalog. */
function readUses(place: Place, catalog: Catalog): readonly string[] {
  if (!place.isGiven || (Array.isArray(place.value) && place.value.length === 0)) {
    place.refuse('the agreed use is missing (REG-14.3b)', 'CONSENT_INCOMPLETE')
    return []
  }
  for (const one of place.list()) {
    if (typeof one.value === 'string' && !catalog.purposes.has(one.value))
      one.refuse('expected a purpose of the catalog')
  }
  return place.texts()
}

/** REG-14.2b: all five elements, with time and hash of the text; REG-14.3b: adverse consequences for the consent-only kinds. */
function readNotice(place: Place, isConsentOnly: boolean): Consent['notice'] {
  if (!place.isGiven) {
    place.refuse('the notice is missing (REG-14.2b)', 'CONSENT_INCOMPLETE')
    return { given: [], adverseConsequences: false, at: '', textHash: '' }
  }
  place.keys(['given', 'adverseConsequences', 'at', 'textHash'])
  const given = place
    .at('given')
    .list()
    .map((one) => one.oneOf(noticeElements))
  const missing = noticeElements.filter((element) => !given.includes(element))
  if (missing.length > 0) {
    place.at('given').refuse(`the notice lacks ${missing.join(', ')} (REG-14.2b)`, 'CONSENT_INCOMPLETE')
  }
  const adverse = place.at('adverseConsequences')
  const adverseConsequences = adverse.isGiven && adverse.flag()
  if (isConsentOnly && !adverseConsequences) {
    adverse.refuse('the notice of possible adverse consequences is missing (REG-14.3b)', 'CONSENT_INCOMPLETE')
  }
  if (!place.at('at').isGiven) place.at('at').refuse('the time of the notice is missing', 'CONSENT_INCOMPLETE')
  return {
    given,
    adverseConsequences,
    at: place.at('at').textOr(''),
    textHash: readHash(place.at('textHash'), 'the text of the notice'),
  }
}

/** REG-14.3b, REG-16.2b: in writing, with the hash of the document. */
function readForm(place: Place): Consent['form'] {
  if (!place.isGiven) place.refuse('the written form is missing (REG-16.2b)', 'CONSENT_INCOMPLETE')
  else place.keys(['kind', 'documentHash'])
  if (place.isGiven && place.at('kind').value !== 'written') {
    place.at('kind').refuse('expected written (REG-14.3b)', 'CONSENT_INCOMPLETE')
  }
  const documentHash = place.isGiven ? readHash(place.at('documentHash'), 'the written document') : ''
  return { kind: 'written', documentHash }
}

function readHash(place: Place, what: string): string {
  const text = typeof place.value === 'string' ? place.value : ''
  if (!/^sha256:[0-9a-f]{64}$/u.test(text)) {
    place.refuse(`expected sha256: and 64 hexadecimal digits of ${what}`, 'CONSENT_INCOMPLETE')
  }
  return text
}
