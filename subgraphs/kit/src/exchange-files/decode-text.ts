/** Bytes of a text file as text: UTF-8 with or without byte order mark, or GB18030, told by the first bytes that are no ASCII. */
import { TextDecoder } from 'node:util'

import { ExchangeFileError } from './exchange-row.ts'
import { encodingSampleBytes } from './limits.ts'

/** Stands for bytes that are no character of the encoding; a line that holds it is refused. */
export const unreadable = '\ufffd'

/** Decodes piece by piece; memory stays flat whatever the size of the file. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let held = Buffer.alloc(0)
  let decoder: TextDecoder | undefined
  for await (const chunk of bytes) {
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true })
      continue
    }
    held = Buffer.concat([held, chunk])
    const foreign = held.findIndex((byte) => byte > 0x7f)
    if (foreign === -1) {
      refuseWide(held)
      yield held.toString('latin1')
      held = Buffer.alloc(0)
    } else if (held.length - foreign >= encodingSampleBytes) {
      decoder = new TextDecoder(encodingOf(held, true))
      yield decoder.decode(held, { stream: true })
    }
  }
  if (decoder === undefined) yield new TextDecoder(encodingOf(held, false)).decode(held)
  else yield decoder.decode()
}

function encodingOf(sample: Uint8Array, cut: boolean): string {
  refuseWide(sample)
  try {
    // A sample may end within a character; only a whole file may not.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: cut })
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

function refuseWide(sample: Uint8Array): void {
  const wide =
    (sample[0] === 0xff && sample[1] === 0xfe) ||
    (sample[0] === 0xfe && sample[1] === 0xff) ||
    sample[0] === 0 ||
    sample[1] === 0
  if (wide) throw new ExchangeFileError(1, 'expected UTF-8 or GB18030 text, got UTF-16 or binary data')
}
