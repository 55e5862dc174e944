/** Remembers verified tokens by the SHA-256 of their bytes until they end or something was revoked. */
import { hash } from 'node:crypto'
import type { AccessToken } from './access-token.ts'
import { verifiedTokensMax } from './limits.ts'

/** `epoch` is any number that changes when something was revoked, such as the bundle's: entries of another epoch count for nothing. */
export class VerifiedTokens {
  readonly #tokens = new Map<string, { readonly token: AccessToken; readonly epoch: number }>()
  readonly #max: number

  constructor(max: number = verifiedTokensMax) {
    this.#max = max
  }

  get(jwt: string, epoch: number, nowSeconds: number): AccessToken | undefined {
    const name = hash('sha256', jwt, 'base64url')
    const known = this.#tokens.get(name)
    if (known === undefined) return undefined
    if (known.epoch === epoch && nowSeconds < known.token.expiresAt) return known.token
    this.#tokens.delete(name)
    return undefined
  }

  /** The oldest gives way when there are too many: it is verified again, nothing more. */
  set(jwt: string, token: AccessToken, epoch: number): void {
    if (this.#tokens.size >= this.#max) this.#tokens.delete(this.#tokens.keys().next().value ?? '')
    this.#tokens.set(hash('sha256', jwt, 'base64url'), { token, epoch })
  }
}
