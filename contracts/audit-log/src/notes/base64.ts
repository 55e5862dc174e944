/** Base64 in its one canonical spelling (RFC 4648 §4): what has two spellings could be changed without being found. */

/** The bytes, or undefined for any other spelling. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
