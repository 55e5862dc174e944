/** The port behind which a private key stays: a key file here, a hardware module elsewhere. */
import { createPrivateKey, createPublicKey, type JsonWebKey, sign } from 'node:crypto'
import { type KeyUse, vkeyOf } from './vkey.ts'

/** Signs for one name. `vkey`: its public half, as C2SP writes it; `sign` gives the 64 bytes of Ed25519 over exactly these bytes. */
export interface CheckpointSigner {
  readonly name: string
  readonly vkey: string
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** A signer over a private Ed25519 key at hand. `use`: what its public half is published for. */
export function fileSigner(name: string, jwk: JsonWebKey, use: KeyUse = 'log'): CheckpointSigner {
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  return {
    name,
    vkey: vkeyOf(name, createPublicKey(key), use),
    sign: async (bytes) => sign(null, bytes, key),
  }
}
