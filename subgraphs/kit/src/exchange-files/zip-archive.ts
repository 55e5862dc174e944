/**
 * The parts of a ZIP archive by their names, unpacked under a bound (APPNOTE 6.3.10):
 * end record `PK\5\6` … at the end → central directory `PK\1\2`, one row a part → local header `PK\3\4` → deflated bytes.
 */
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { ExchangeFileError } from './exchange-row.ts'
import { xlsxPartsMax } from './limits.ts'

const endSignature = 0x06054b50
const directorySignature = 0x02014b50
const localSignature = 0x04034b50
const endBytes = 22
const commentBytesMax = 0xffff
const stored = 0
const deflated = 8

export interface ZipArchive {
  has(name: string): boolean
  /** A part's bytes as a stream. @throws ExchangeFileError past the bound or when they are damaged */
  read(name: string, bytesMax: number): AsyncGenerator<Uint8Array>
}

interface ZipPart {
  readonly method: number
  readonly packedBytes: number
  readonly offset: number
}

/** Reads the central directory. @throws ExchangeFileError when the bytes are no plain ZIP archive */
export function openArchive(bytes: Buffer): ZipArchive {
  const parts = readDirectory(bytes)
  return {
    has: (name) => parts.has(name),
    read: (name, bytesMax) => unpack(bytes, parts.get(name), bytesMax),
  }
}

function readDirectory(bytes: Buffer): ReadonlyMap<string, ZipPart> {
  const end = endOfDirectory(bytes)
  const count = bytes.readUInt16LE(end + 10)
  if (count > xlsxPartsMax) throw notAnArchive()
  const parts = new Map<string, ZipPart>()
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== directorySignature) throw notAnArchive()
    const nameBytes = bytes.readUInt16LE(at + 28)
    const encrypted = (bytes.readUInt16LE(at + 8) & 1) === 1
    if (encrypted) throw new ExchangeFileError(1, 'expected an open spreadsheet, got one with a password')
    parts.set(bytes.toString('utf8', at + 46, at + 46 + nameBytes), {
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      offset: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}

function endOfDirectory(bytes: Buffer): number {
  for (let at = bytes.length - endBytes; at >= Math.max(0, bytes.length - endBytes - commentBytesMax); at -= 1) {
    if (bytes.readUInt32LE(at) === endSignature) return at
  }
  throw notAnArchive()
}

async function* unpack(bytes: Buffer, part: ZipPart | undefined, bytesMax: number): AsyncGenerator<Uint8Array> {
  if (part === undefined || part.offset + 30 > bytes.length || bytes.readUInt32LE(part.offset) !== localSignature)
    throw notAnArchive()
  const start = part.offset + 30 + bytes.readUInt16LE(part.offset + 26) + bytes.readUInt16LE(part.offset + 28)
  const packed = bytes.subarray(start, start + part.packedBytes)
  if (packed.length !== part.packedBytes || (part.method !== stored && part.method !== deflated)) throw notAnArchive()
  let unpackedBytes = 0
  const source = Readable.from([packed])
  const stream = part.method === stored ? source : source.pipe(createInflateRaw())
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      unpackedBytes += chunk.length
      if (unpackedBytes > bytesMax)
        throw new ExchangeFileError(1, 'expected a spreadsheet of ordinary size, got one that unpacks to far more')
      yield chunk
    }
  } catch (error) {
    throw error instanceof ExchangeFileError ? error : notAnArchive(error)
  } finally {
    stream.destroy()
  }
}

function notAnArchive(cause?: unknown): ExchangeFileError {
  return new ExchangeFileError(1, 'expected an XLSX file, got something else or a damaged one', { cause })
}
