/** A JSON text that says a thing twice: parsers keep the last, a reader of the signed file may see the first. */

/** Whether an object of the text repeats a member. `value` is what the text was parsed to. */
export function repeatsMember(text: string, value: unknown): boolean {
  return membersWritten(text) !== membersRead(value)
}

/** Colons outside of strings: one for each member. */
function membersWritten(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x3a) count += 1
    else if (code === 0x22)
      for (at += 1; at < text.length && text.charCodeAt(at) !== 0x22; at += 1) if (text.charCodeAt(at) === 0x5c) at += 1
  }
  return count
}

function membersRead(value: unknown): number {
  let count = 0
  const waiting = [value]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (typeof one !== 'object' || one === null) continue
    const inner = Object.values(one)
    if (!Array.isArray(one)) count += inner.length
    for (const each of inner) if (typeof each === 'object' && each !== null) waiting.push(each)
  }
  return count
}
