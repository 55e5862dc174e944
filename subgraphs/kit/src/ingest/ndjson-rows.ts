/** Records of an NDJSON body: a line that is no JSON is refused by its number, the next goes on (data.md §2). */
import type { FileRow } from './ingest-file.ts'
import { readLines } from './read-lines.ts'
import { repeatsMember } from './repeated-members.ts'

export async function* ndjsonRows(body: AsyncIterable<Uint8Array>): AsyncGenerator<FileRow> {
  for await (const { line, text } of readLines(body))
    yield text === null ? { line, problem: 'The line is too long or is not UTF-8.' } : parsed(line, text)
}

function parsed(line: number, text: string): FileRow {
  try {
    // A null prototype would not help: JSON.parse makes "__proto__" an own property, and only known keys are ever read.
    const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
    return repeatsMember(text, value) ? { line, problem: 'The line names a field twice.' } : { line, value }
  } catch {
    return { line, problem: 'The line is not JSON.' }
  }
}
