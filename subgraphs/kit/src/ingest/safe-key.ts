/** Paths in an answer name fields; a key that is no field name might be a value somebody put there, and is not told back. */

/** A key as it may stand in an answer: `*` for what does not look like a field, or holds a run of digits. */
export function safeKey(key: string): string {
  return /^(?:[A-Za-z_]\w{0,63}|\d{1,4})$/u.test(key) && !/\d{5}/u.test(key) ? key : '*'
}
