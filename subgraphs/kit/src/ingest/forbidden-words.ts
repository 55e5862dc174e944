/** Prohibited and consent-only words in the keys of a record, at any depth (REG-14.3, REG-14.4, D10, D11). */
import { type Catalog, findConsentOnly, findProhibited } from '@xinqiao/schema'
import { payloadDepthMax } from '../limits.ts'
import { safeKey } from './safe-key.ts'

/** The first key that falls under an entry. */
export type ForbiddenWord =
  | { readonly kind: 'prohibited'; readonly path: string; readonly category: string }
  | { readonly kind: 'consent_only'; readonly path: string; readonly item: string }
  | { readonly kind: 'too_deep'; readonly path: string }

export type WordSearch = (value: unknown, aboutPerson: boolean) => ForbiddenWord | undefined

type KeyVerdict = { readonly prohibited: string | undefined; readonly consentOnly: string | undefined }

/** Keys remembered with their verdict; the keys of all data standards are a few hundred. */
const keysRemembered = 5_000

/** Makes the search over a catalog. A key is judged once and remembered: files repeat their keys on every line. */
export function forbiddenWords(catalog: Catalog): WordSearch {
  const seen = new Map<string, KeyVerdict>()
  const judge = (key: string): KeyVerdict => {
    const known = seen.get(key)
    if (known !== undefined) return known
    const verdict = { prohibited: findProhibited(key, catalog)?.id, consentOnly: findConsentOnly(key, catalog)?.item }
    if (seen.size >= keysRemembered) seen.clear()
    seen.set(key, verdict)
    return verdict
  }
  const search = (value: unknown, aboutPerson: boolean, path: string, depth: number): ForbiddenWord | undefined => {
    if (typeof value !== 'object' || value === null) return undefined
    if (depth > payloadDepthMax) return { kind: 'too_deep', path }
    let consentOnly: ForbiddenWord | undefined
    for (const [key, inner] of Object.entries(value)) {
      const { prohibited, consentOnly: item } = Array.isArray(value) ? nothing : judge(key)
      // A key that is itself forbidden is not told back in full: people write values into keys.
      if (prohibited !== undefined) return { kind: 'prohibited', path, category: prohibited }
      if (aboutPerson && item !== undefined) consentOnly ??= { kind: 'consent_only', path, item }
      const found = search(inner, aboutPerson, path === '' ? safeKey(key) : `${path}.${safeKey(key)}`, depth + 1)
      if (found !== undefined && found.kind !== 'consent_only') return found
      consentOnly ??= found
    }
    return consentOnly
  }
  return (value, aboutPerson) => search(value, aboutPerson, '', 0)
}

const nothing: KeyVerdict = { prohibited: undefined, consentOnly: undefined }
