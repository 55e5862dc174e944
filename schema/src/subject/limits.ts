/** Limits of identifiers, each with its unit and reason. */

/** Characters of an identifier as typed: 18 with spaces between each and some at the ends; more is no identifier but an attack. */
export const identifierCharactersMax = 64

/** Bytes of the key of subject references: the full strength of HMAC-SHA-256. */
export const refKeyBytesMin = 32
