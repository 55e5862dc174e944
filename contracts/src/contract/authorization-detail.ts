/** What a token says about its use of the hub (RFC 9396, trust.md §3): one `credit_query` object. */
import { type Place, readDocument } from '../reading/document-reader.ts'

/** `credit_subject` of a verified subject's token. */
export type CreditSubject =
  | { readonly uscc: string }
  | { readonly document: { readonly kind: string; readonly number: string } }

export interface AuthorizationDetail {
  readonly contract: string
  readonly purpose: string | null
  readonly case: string | null
  readonly official: { readonly ref: string; readonly role: string | null } | null
  readonly creditSubject: CreditSubject | null
}

const type = 'credit_query'
const textMax = 200

/**
 * Reads `authorization_details`: exactly one object a token.
 *
 * @throws ContractError
 */
export function parseAuthorizationDetails(document: unknown): AuthorizationDetail {
  return readDocument(document, 'authorization_details', (root) => {
    const places = root.list()
    if (places.length !== 1) root.refuse('expected exactly one object')
    return readDetail(places[0] ?? root.at('0'))
  })
}

function readDetail(place: Place): AuthorizationDetail {
  place.keys(['type', 'contract', 'purpose', 'case', 'official', 'credit_subject'])
  place.at('type').oneOf([type])
  const official = place.at('official')
  return Object.freeze({
    contract: shortText(place.at('contract')) ?? place.at('contract').text(),
    purpose: shortText(place.at('purpose')),
    case: shortText(place.at('case')),
    official: official.isGiven ? readOfficial(official) : null,
    creditSubject: place.at('credit_subject').isGiven ? readSubject(place.at('credit_subject')) : null,
  })
}

function readOfficial(place: Place): AuthorizationDetail['official'] {
  place.keys(['ref', 'role'])
  return { ref: shortText(place.at('ref')) ?? place.at('ref').text(), role: shortText(place.at('role')) }
}

function readSubject(place: Place): CreditSubject {
  place.keys(['uscc', 'document'])
  if (place.at('uscc').isGiven === place.at('document').isGiven) place.refuse('expected either uscc or document')
  if (!place.at('document').isGiven) return { uscc: place.at('uscc').text() }
  const document = place.at('document').keys(['kind', 'number'])
  return { document: { kind: document.at('kind').text(), number: document.at('number').text() } }
}

/** Tokens are hostile input: what is named in them stays short. */
function shortText(place: Place): string | null {
  const text = place.textOr(null)
  if (text !== null && text.length > textMax) place.refuse(`expected at most ${textMax} characters`)
  return text
}
