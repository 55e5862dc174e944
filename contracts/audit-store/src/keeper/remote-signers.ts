/** Signers whose keys stay in the writing process: what is to be signed goes there as a message, the signature comes back. */
import type { CheckpointSigner } from '@xinqiao/audit-log'
import { closeMs } from '../limits.ts'
import type { FromKeeper, ToKeeper } from './messages.ts'

type Signed = Extract<ToKeeper, { readonly kind: 'signed' }>

export interface RemoteSigners {
  /** Rejects when the writing process has no key for the origin, or does not answer. */
  readonly signerFor: (origin: string) => Promise<CheckpointSigner>
  readonly signed: (answer: Signed) => void
}

export function remoteSigners(tell: (message: FromKeeper) => void): RemoteSigners {
  const waiting = new Map<number, (answer: Signed) => void>()
  let lastId = 0
  const ask = (origin: string, bytes: Uint8Array | null): Promise<Signed> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      const late = setTimeout(() => {
        waiting.delete(id)
        reject(new Error('no signature came'))
      }, closeMs)
      waiting.set(id, (answer) => {
        clearTimeout(late)
        waiting.delete(id)
        resolve(answer)
      })
      tell({ kind: 'sign', id, origin, bytes })
    })
  return {
    signerFor: async (origin) => {
      const { vkey } = await ask(origin, null)
      if (vkey === null) throw new Error('no key for this origin')
      return {
        name: origin,
        vkey,
        sign: async (bytes) => {
          const { signature } = await ask(origin, bytes)
          if (signature === null) throw new Error('the signature failed')
          return signature
        },
      }
    },
    signed: (answer) => waiting.get(answer.id)?.(answer),
  }
}
