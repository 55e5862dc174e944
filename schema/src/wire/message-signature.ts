/**
 * The core of the fixed RFC 9421 profile (trust.md §4): one signature of one label, with exactly these components and parameters in exactly this order.
 * Because the form is fixed, it is written and read by concatenation and comparison alone.
 */
import { createHmac, randomBytes, sign, timingSafeEqual, verify } from 'node:crypto'
import { nonceBytes, signatureHeaderMax } from './limits.ts'
import type { SignatureAlgorithm, SignatureKey } from './signature-key.ts'
import { WireError } from './wire-error.ts'

/** Headers as Node gives them: lower-case names. */
export type MessageHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** What is fixed for one use of signatures. */
export interface SignatureProfile {
  readonly label: string
  /** The inner list of components, as it stands in `Signature-Input`. */
  readonly components: string
  readonly expires: boolean
  readonly nonce: boolean
}

/** Parameters of one signature. */
export interface SignatureParameters {
  readonly created: number
  readonly expires: number
  readonly nonce: string
  readonly keyId: string
  readonly algorithm: SignatureAlgorithm
  readonly tag: string
}

/** A signature as received; nothing of it is believed yet. */
export interface ReceivedSignature extends SignatureParameters {
  /** The text of `@signature-params`. */
  readonly line: string
  /** The member of `Signature`, colons included. */
  readonly member: string
  readonly bytes: Buffer
}

/** Random bytes are drawn for many nonces at once; each is used once and never shown before. */
const nonces = { bytes: Buffer.alloc(0), at: 0 }
const noncesDrawn = 256

/** 128 random bits, in base64url. */
export function newNonce(): string {
  if (nonces.at >= nonces.bytes.length) {
    nonces.bytes = randomBytes(nonceBytes * noncesDrawn)
    nonces.at = 0
  }
  const start = nonces.at
  nonces.at += nonceBytes
  return nonces.bytes.toString('base64url', start, nonces.at)
}

/** Signs lines of the signature base; gives the two headers. */
export function signMessage(
  profile: SignatureProfile,
  lines: string,
  parameters: Omit<SignatureParameters, 'keyId' | 'algorithm'>,
  key: SignatureKey,
): { readonly 'signature-input': string; readonly signature: string } {
  const line =
    `${profile.components};created=${parameters.created}` +
    (profile.expires ? `;expires=${parameters.expires}` : '') +
    (profile.nonce ? `;nonce="${parameters.nonce}"` : '') +
    `;keyid="${key.keyId}";alg="${key.algorithm}";tag="${parameters.tag}"`
  const base = `${lines}"@signature-params": ${line}`
  const made =
    key.algorithm === 'ed25519'
      ? sign(null, Buffer.from(base), key.key).toString('base64')
      : createHmac('sha256', key.key).update(base).digest('base64')
  return { 'signature-input': `${profile.label}=${line}`, signature: `${profile.label}=:${made}:` }
}

interface ReadSignature {
  readonly profile: SignatureProfile
  readonly input: string
  readonly signature: string
  readonly received: ReceivedSignature
}

/** The signature read last: whoever looks for its key reads it a moment before it is checked. */
let last: ReadSignature | undefined

/**
 * Reads the one signature of a message.
 * @throws WireError `SIGNATURE_MISSING`, `SIGNATURE_FORM`
 */
export function readSignature(profile: SignatureProfile, headers: MessageHeaders): ReceivedSignature {
  const input = soleHeader(headers, 'signature-input')
  const signature = soleHeader(headers, 'signature')
  if (input === undefined || signature === undefined)
    throw new WireError('SIGNATURE_MISSING', 'expected a signed message')
  if (last?.profile === profile && last.input === input && last.signature === signature) return last.received
  const received = read(profile, input, signature)
  last = { profile, input, signature, received }
  return received
}

function read(profile: SignatureProfile, input: string, signature: string): ReceivedSignature {
  if (input.length > signatureHeaderMax || signature.length > signatureHeaderMax) throw form()
  const start = profile.label.length + 1
  const cursor = new Cursor(input)
  cursor.literal(`${profile.label}=${profile.components};created=`)
  const created = cursor.integer()
  const expires = profile.expires ? cursor.literal(';expires=').integer() : created
  const nonce = profile.nonce ? cursor.literal(';nonce="').untilQuote() : ''
  const keyId = cursor.literal(';keyid="').untilQuote()
  const algorithm = cursor.literal(';alg="').untilQuote()
  const tag = cursor.literal(';tag="').untilQuote()
  cursor.end()
  if (algorithm !== 'ed25519' && algorithm !== 'hmac-sha256') throw form()
  if (profile.nonce && Buffer.from(nonce, 'base64url').length !== nonceBytes) throw form()
  const member = signature.slice(start)
  const bytes = readMember(profile.label, signature, member)
  return { created, expires, nonce, keyId, algorithm, tag, line: input.slice(start), member, bytes }
}

/**
 * Checks a signature over lines of the signature base.
 * @throws WireError `SIGNATURE_KEY`, `SIGNATURE_WRONG`
 */
export function demandSignature(received: ReceivedSignature, lines: string, key: SignatureKey | undefined): void {
  if (key === undefined || key.keyId !== received.keyId || key.algorithm !== received.algorithm) {
    throw new WireError('SIGNATURE_KEY', 'expected a key that is known for this use')
  }
  const base = `${lines}"@signature-params": ${received.line}`
  if (!holds(base, received.bytes, key)) throw new WireError('SIGNATURE_WRONG', 'the signature does not hold')
}

/**
 * Value of a header that stands exactly once, or undefined.
 * @throws WireError `SIGNATURE_FORM` when it stands more than once.
 */
export function soleHeader(headers: MessageHeaders, name: string): string | undefined {
  const value = headers[name]
  if (value === undefined || typeof value === 'string') return value
  throw form()
}

function holds(base: string, bytes: Buffer, { algorithm, key }: SignatureKey): boolean {
  if (algorithm === 'ed25519') return verify(null, Buffer.from(base), key, bytes)
  const expected = createHmac('sha256', key).update(base).digest()
  return expected.length === bytes.length && timingSafeEqual(expected, bytes)
}

/** One member in canonical base64: a second spelling of the same bytes would be a second name of one message. */
function readMember(label: string, signature: string, member: string): Buffer {
  if (!signature.startsWith(`${label}=:`) || !member.endsWith(':')) throw form()
  const text = member.slice(1, -1)
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length === 0 || bytes.toString('base64') !== text) throw form()
  return bytes
}

function form(): WireError {
  return new WireError('SIGNATURE_FORM', 'expected exactly the signature of the profile')
}

class Cursor {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  literal(expected: string): this {
    if (!this.#text.startsWith(expected, this.#at)) throw form()
    this.#at += expected.length
    return this
  }

  /** Whole seconds without sign or leading zero. */
  integer(): number {
    const start = this.#at
    let value = 0
    for (; this.#at < this.#text.length; this.#at += 1) {
      const digit = this.#text.charCodeAt(this.#at) - 0x30
      if (digit < 0 || digit > 9) break
      value = value * 10 + digit
    }
    const length = this.#at - start
    if (length === 0 || length > 12 || this.#text.charCodeAt(start) === 0x30) throw form()
    return value
  }

  /** Plain text up to the closing quote; the profile escapes nothing. */
  untilQuote(): string {
    const end = this.#text.indexOf('"', this.#at)
    if (end <= this.#at) throw form()
    const text = this.#text.slice(this.#at, end)
    if (text.includes('\\')) throw form()
    this.#at = end + 1
    return text
  }

  end(): void {
    if (this.#at !== this.#text.length) throw form()
  }
}
