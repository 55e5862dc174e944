/** The body of an ingest call: hashed as it is read, bounded, and compared at its end with what was signed (trust.md §4, Ingest). */
import { type StreamingDigest, WireError } from '@xinqiao/schema'
import { KitError } from '../errors.ts'
import { ingestBytesMax } from '../limits.ts'

export interface SignedBody {
  /** The bytes. A reader that stops early does not end the body: `whole` reads on. */
  readonly bytes: AsyncIterable<Uint8Array>
  /** Reads what is left and compares. @throws KitError `DIGEST_MISMATCH` (422) */
  whole(): Promise<void>
}

/** Wraps a body; `digest` counts it against what the sender signed. */
export function signedBody(body: AsyncIterable<Uint8Array>, digest: StreamingDigest): SignedBody {
  const source = body[Symbol.asyncIterator]()
  let size = 0
  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    const chunk = await source.next()
    if (chunk.done === true) return { done: true, value: undefined }
    size += chunk.value.byteLength
    if (size > ingestBytesMax)
      throw new KitError('FILE_NOT_ACCEPTED', 413, 'The file is larger than one may be; send it in parts.')
    digest.update(chunk.value)
    return { done: false, value: chunk.value }
  }
  return {
    bytes: { [Symbol.asyncIterator]: () => ({ next }) },
    whole: async () => {
      while ((await next()).done !== true);
      try {
        digest.demand()
      } catch (cause) {
        if (!(cause instanceof WireError)) throw cause
        throw new KitError('DIGEST_MISMATCH', 422, 'The file is not the one that was signed; nothing was taken over.', {
          cause,
        })
      }
    },
  }
}
