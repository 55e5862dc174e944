/**
 * An answer that its asker alone can open, whatever line it takes. AES-256-GCM (`nonce 12 | ciphertext | tag 16`) under
 * HKDF-SHA-256 of two X25519 agreements, one after the other: of both sides' listed agreement keys, which says who
 * speaks to whom, and of two keys made for this answer and forgotten, so that what was recorded on the line opens with
 * no key that is stolen later. Salt: SHA-256 of the asker's and the answerer's forgotten public halves (32 bytes each);
 * info: `xinqiao-sealed-1|<purpose>|<asker's kid>|<answerer's kid>`.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { importOkp, type Jwk, okpThumbprint } from './signature-key.ts'
import { WireError } from './wire-error.ts'

/** The asker's part: the public half of a key made for this one question, base64url. */
export interface SealedQuestion {
  readonly ephemeral: string
}

/** The answerer's part, base64url. */
export interface SealedAnswer {
  readonly ephemeral: string
  readonly sealed: string
}

/** Agreement keys of the two sides and what the answer is for. */
export interface SealedParties {
  /** X25519 private key of this side. */
  readonly own: Jwk
  /** X25519 public key of the other side, from the office's list. */
  readonly other: Jwk
  readonly purpose: string
}

const nonceBytes = 12
const tagBytes = 16
const keyBytes = 32

/** One question and the key that opens its answer; used once. */
export class SealedAsking {
  readonly question: SealedQuestion
  readonly #pair = generateKeyPairSync('x25519')

  constructor() {
    this.question = { ephemeral: publicText(this.#pair.publicKey) }
  }

  /**
   * Opens the answer.
   * @throws WireError `SEAL_WRONG` when it is no answer of this sender to this question, or was changed
   */
  open(answer: unknown, { own, other, purpose }: SealedParties): Buffer {
    const { ephemeral, sealed } = readAnswer(answer)
    const agreed = agree(this.#pair.privateKey, ephemeral, { own, other })
    const kids = [okpThumbprint(own, 'X25519'), okpThumbprint(other, 'X25519')]
    const key = derive(agreed, [this.question.ephemeral, ephemeral], [purpose, ...kids])
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
      decipher.setAuthTag(sealed.subarray(-tagBytes))
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
    } catch (cause) {
      throw new WireError('SEAL_WRONG', 'expected an answer of this sender to this question', { cause })
    }
  }
}

/**
 * Seals the answer to a question.
 * @throws WireError `FIELD_INVALID` for a question that is none, `KEY_INVALID` for keys that do not agree
 */
export function sealAnswer(question: unknown, plain: Uint8Array, { own, other, purpose }: SealedParties): SealedAnswer {
  const asked = memberOf(question, 'ephemeral')
  const pair = generateKeyPairSync('x25519')
  const ephemeral = publicText(pair.publicKey)
  const agreed = agree(pair.privateKey, asked, { own, other })
  const kids = [okpThumbprint(other, 'X25519'), okpThumbprint(own, 'X25519')]
  const key = derive(agreed, [asked, ephemeral], [purpose, ...kids])
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return { ephemeral, sealed: sealed.toString('base64url') }
}

function agree(ephemeral: KeyObject, others: string, parties: Pick<SealedParties, 'own' | 'other'>): Buffer {
  const othersKey = importOkp({ kty: 'OKP', crv: 'X25519', x: others }, 'X25519', 'public')
  const [own, other] = [importOkp(parties.own, 'X25519', 'private'), importOkp(parties.other, 'X25519', 'public')]
  try {
    const listed = diffieHellman({ privateKey: own, publicKey: other })
    return Buffer.concat([listed, diffieHellman({ privateKey: ephemeral, publicKey: othersKey })])
  } catch (cause) {
    throw new WireError('KEY_INVALID', 'expected two agreement keys that agree', { cause })
  }
}

function derive(agreed: Buffer, ephemerals: readonly string[], names: readonly string[]): Buffer {
  const salt = createHash('sha256')
  for (const one of ephemerals) salt.update(Buffer.from(one, 'base64url'))
  return Buffer.from(hkdfSync('sha256', agreed, salt.digest(), ['xinqiao-sealed-1', ...names].join('|'), keyBytes))
}

function readAnswer(answer: unknown): { readonly ephemeral: string; readonly sealed: Buffer } {
  const sealed = Buffer.from(memberOf(answer, 'sealed'), 'base64url')
  if (sealed.byteLength < nonceBytes + tagBytes) throw new WireError('SEAL_WRONG', 'expected a sealed answer')
  return { ephemeral: memberOf(answer, 'ephemeral'), sealed }
}

function memberOf(value: unknown, name: 'ephemeral' | 'sealed'): string {
  const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  if (typeof member !== 'string') throw new WireError('FIELD_INVALID', `expected text at ${name}`)
  return member
}

function publicText(key: KeyObject): string {
  return String(key.export({ format: 'jwk' }).x)
}
