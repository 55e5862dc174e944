/** Who asked and under what, as an entry and a statement name it: bodies and clients by their ids, persons never. */
import type { Shaped } from '../shape/shaped.ts'
import type { MonthKey } from './pseudonyms.ts'

type From = Shaped['from']

/** The consumer; `anonymous` for the public, `null` where nobody was proven. */
export function whoAsked({ caller }: From): string | null {
  return caller === null ? null : (caller.consumer?.id ?? 'anonymous')
}

/** The consumer's client, likewise. */
export function clientThatAsked({ caller }: From): string | null {
  return caller === null ? null : (caller.clientId ?? 'anonymous')
}

/** `CT-42@7`; `null` where none was found. */
export function contractOfAnswer({ contractVersion }: From): string | null {
  return contractVersion
}

/** Pseudonym of the acting official; `self`, `task` or `anonymous` where it is so. One official of two bodies has two. */
export function officialThatAsked(from: From, key: MonthKey): string {
  const { claims } = from
  if (claims?.subject) return 'self'
  if (!claims?.official) return 'anonymous'
  const { ref } = claims.official
  return ref.startsWith('task:') ? 'task' : key.pseudonym('official', `${from.caller?.consumer?.id ?? ''}|${ref}`)
}
