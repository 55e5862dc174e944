/** The body of an answer after decompression, within the cap. */
import { type BrotliOptions, brotliDecompress, gunzip, inflate, type ZlibOptions } from 'node:zlib'
import { answerBytesMax } from './limits.ts'

type Unpacked = (error: Error | null, plain: Buffer) => void
type Unpack = (bytes: Buffer, options: ZlibOptions & BrotliOptions, unpacked: Unpacked) => void

const unpackers: ReadonlyMap<string, Unpack> = new Map([
  ['gzip', gunzip],
  ['deflate', inflate],
  ['br', brotliDecompress],
])
const options = { maxOutputLength: answerBytesMax }

/** Calls back with the body, at once where nothing was packed; `null`: an encoding that is none of ours, is broken, or explodes. */
export function decodeBody(
  bytes: Buffer,
  encoding: string | readonly string[] | undefined,
  decoded: (body: Buffer | null) => void,
): void {
  if (encoding === undefined || encoding === 'identity') {
    decoded(bytes)
    return
  }
  const unpack = typeof encoding === 'string' ? unpackers.get(encoding.toLowerCase()) : undefined
  if (unpack === undefined) decoded(null)
  else unpack(bytes, options, (error, plain) => decoded(error === null ? plain : null))
}
