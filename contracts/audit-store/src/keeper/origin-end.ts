/**
 * The end of an origin whose history others hold otherwise: from the moment that is found nothing is signed under it, not
 * even what was under way. What its last checkpoint covers is stored on.
 */
import { AuditLogError, type CheckpointSigner } from '@xinqiao/audit-log'

export class OriginEnd {
  #isOver: boolean

  constructor(isOver: boolean) {
    this.#isOver = isOver
  }

  get isOver(): boolean {
    return this.#isOver
  }

  end(): void {
    this.#isOver = true
  }

  /** The same signer, which gives nothing out any more once the origin is over. */
  guard(signer: CheckpointSigner): CheckpointSigner {
    return {
      name: signer.name,
      vkey: signer.vkey,
      sign: async (bytes) => {
        this.#demandOpen()
        const signature = await signer.sign(bytes)
        this.#demandOpen()
        return signature
      },
    }
  }

  #demandOpen(): void {
    if (this.#isOver) throw new AuditLogError('AUDIT_ORIGIN', 'the origin is closed, nothing is signed under it')
  }
}
