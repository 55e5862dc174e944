/** The body of a request at the issuer: a form in which each name stands at most once (RFC 6749, 3.2). */
import { OAuthError } from './oauth-error.ts'

/** Names to values, without a prototype. */
export type Form = ReadonlyMap<string, string>

/**
 * Reads a form.
 * @throws OAuthError `invalid_request` for another content type or a name that stands twice.
 */
export function readForm(contentType: string | undefined, body: Buffer): Form {
  if (contentType?.split(';')[0]?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw new OAuthError('invalid_request', 'expected application/x-www-form-urlencoded')
  }
  const form = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    if (form.has(name)) throw new OAuthError('invalid_request', 'a parameter stands twice')
    form.set(name, value)
  }
  return form
}
