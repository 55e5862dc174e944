/** A refusal at the token endpoint in OAuth's terms, with the hub's code beside them (faults.md, "Codes"). */
import { type AnyCode, codeEntry } from '@xinqiao/schema'
import { retryAfterSeconds } from '../limits.ts'

export type OAuthErrorName =
  | 'invalid_request'
  | 'invalid_client'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_token_type'
  | 'invalid_dpop_proof'
  | 'invalid_authorization_details'
  | 'temporarily_unavailable'
  | 'server_error'

/** Ends a request at the issuer; the description says nothing of which check failed where that would help an attacker. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError'
  readonly error: OAuthErrorName
  readonly httpStatus: 400 | 401 | 503
  readonly hubCode: AnyCode | null
  readonly hubArticle: string | null

  constructor(
    error: OAuthErrorName,
    description: string,
    hubCode: AnyCode | null = null,
    article?: string,
    options?: ErrorOptions,
  ) {
    super(description, options)
    this.error = error
    this.httpStatus = statusOf(error)
    this.hubCode = hubCode
    this.hubArticle = hubCode === null ? null : (article ?? codeEntry(hubCode).article)
  }
}

/** Headers and body of a refusal (RFC 6749, 5.2). */
export function oauthAnswer(error: OAuthError): {
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
} {
  const { hubCode, hubArticle } = error
  const hub =
    hubCode === null
      ? {}
      : {
          hub_code: hubCode,
          hub_article: hubArticle,
          hub_message: { zh: codeEntry(hubCode).zh, en: codeEntry(hubCode).en },
          hub_next: { zh: codeEntry(hubCode).nextZh, en: codeEntry(hubCode).nextEn },
        }
  return {
    headers: {
      'cache-control': 'no-store',
      ...(error.httpStatus === 401 ? { 'www-authenticate': 'DPoP' } : {}),
      ...(error.httpStatus === 503 ? { 'retry-after': String(retryAfterSeconds) } : {}),
    },
    body: { error: error.error, error_description: error.message, ...hub },
  }
}

function statusOf(error: OAuthErrorName): 400 | 401 | 503 {
  if (error === 'invalid_client') return 401
  return error === 'temporarily_unavailable' || error === 'server_error' ? 503 : 400
}
