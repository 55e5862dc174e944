/** Tokens taken back (RFC 7009): every gateway knows within a second by the next bundle; what waits together is one bundle. */
import { clockSkewSeconds } from '../limits.ts'
import type { ReleaseLine } from '../release/release-line.ts'
import { type RevokedToken, withEntries } from '../state.ts'

/** Gathers what is revoked while another act is under way, so that a flood of revocations makes a few bundles. */
export class RevocationDesk {
  readonly #line: ReleaseLine
  #waiting: RevokedToken[] = []
  #round: Promise<unknown> | null = null

  constructor(line: ReleaseLine) {
    this.#line = line
  }

  /** Resolves when the revocation stands in a signed bundle. */
  async revoke(jti: string, expiresSeconds: number): Promise<void> {
    this.#waiting.push({ jti, until: expiresSeconds + clockSkewSeconds })
    this.#round ??= this.#line.perform({
      act: 'token.revoke',
      object: 'tokens',
      by: 'client',
      next: (state) => {
        const taken = this.#waiting
        this.#waiting = []
        // Whoever comes from here on waits for a round of its own.
        this.#round = null
        return {
          ...state,
          revokedTokens: withEntries(
            state.revokedTokens,
            taken.map((token) => [token.jti, token]),
          ),
        }
      },
    })
    await this.#round.finally(() => {
      this.#round = null
    })
  }
}
