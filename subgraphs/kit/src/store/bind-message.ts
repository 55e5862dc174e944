/**
 * Questions to a prepared statement as bytes, several in one write (PostgreSQL's documentation, "Message Formats"):
 *   Bind     `B` int32 length · portal `\0` · statement `\0` · int16 0 (parameters are texts)
 *            · int16 count · for each int32 length, bytes · int16 0 (results are texts)
 *   Execute  `E` int32 9 · portal `\0` · int32 0 (all rows)
 *   Sync     `S` int32 4, once, after the last
 * A length counts itself and what follows, not the letter. The portal is the unnamed one.
 */

const execute = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0])
const sync = Buffer.from([0x53, 0, 0, 0, 4])
const bindLetter = 0x42
/** Letter, length, portal, end of the statement's name, and the three counts. */
const bindBytes = 1 + 4 + 1 + 1 + 2 + 2 + 2
const lengthBytes = 4
/** A UTF-16 unit takes at most so many bytes of UTF-8. */
const unitBytesMax = 3

/** Binds and executes the statement once for each question, then says sync. */
export function bindMessages(statement: string, questions: readonly (readonly string[])[]): Buffer {
  const bytes = Buffer.allocUnsafe(roomFor(statement, questions))
  let at = 0
  for (const values of questions) {
    at = writeBind(bytes, at, statement, values)
    at += execute.copy(bytes, at)
  }
  at += sync.copy(bytes, at)
  return bytes.subarray(0, at)
}

function writeBind(bytes: Buffer, start: number, statement: string, values: readonly string[]): number {
  bytes[start] = bindLetter
  let at = bytes.writeInt8(0, start + 1 + lengthBytes)
  at += bytes.write(statement, at)
  at = bytes.writeInt8(0, at)
  at = bytes.writeInt16BE(0, at)
  at = bytes.writeInt16BE(values.length, at)
  for (const value of values) {
    const length = bytes.write(value, at + lengthBytes)
    at = bytes.writeInt32BE(length, at) + length
  }
  at = bytes.writeInt16BE(0, at)
  bytes.writeInt32BE(at - start - 1, start + 1)
  return at
}

function roomFor(statement: string, questions: readonly (readonly string[])[]): number {
  let room = sync.length
  for (const values of questions) {
    room += bindBytes + statement.length * unitBytesMax + execute.length
    for (const value of values) room += lengthBytes + value.length * unitBytesMax
  }
  return room
}
