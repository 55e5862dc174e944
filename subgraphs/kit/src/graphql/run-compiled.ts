/** Runs a compiled operation: first every question of every representation, then one statement a kind of question, then the text. */
import type { CreditRecord } from '../credit-record.ts'
import { pagesPerStatementMax, recordsPerStatementMax, rowsPerOperationMax } from '../limits.ts'
import type { PageQuestion, RecordSource } from '../record-source.ts'
import type { CompiledOperation, EntityWriter } from './compile-operation.ts'
import type { RecordPage } from './write-record.ts'
import type { Ask } from './write-subject.ts'
import { refuse } from './write-value.ts'

/** What an operation runs with: the data, and the items that the signed call names. */
export interface OperationCall {
  readonly source: RecordSource
  readonly named: ReadonlySet<string>
  /** Contract and version, `CT-42@7`. */
  readonly contract: string
}

type Reference = Readonly<Record<string, unknown>>
type Variables = Readonly<Record<string, unknown>>

/** The source could not be asked for its pages, or its records; `cause` says why. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure'
  readonly of: keyof RecordSource

  constructor(of: keyof RecordSource, cause: unknown) {
    super(`the source gave no ${of}`, { cause })
    this.of = of
  }
}

/** Gives the answer's text. @throws NotTaken, SourceFailure, or whatever else graphql-js shall answer to */
export async function runCompiled(
  compiled: CompiledOperation,
  given: Variables,
  { source, named }: Pick<OperationCall, 'source' | 'named'>,
): Promise<string> {
  const variables = compiled.readVariables(given)
  const references = variables[compiled.list] as readonly Reference[]
  const questions: PageQuestion[] = []
  const ids: string[] = []
  const asks = new Map<EntityWriter, readonly Ask[]>()
  const writers = references.map((reference) => {
    const writer = compiled.entity(textOf(reference['__typename']))
    if (writer.kind === 'subject') {
      const asked = asks.get(writer) ?? writer.subject.places.map((place) => place.readAsk(variables))
      asks.set(writer, asked)
      const subject = String(reference[writer.subject.key])
      for (const ask of asked) questions.push({ ...ask, subject })
    } else if (named.has(writer.item)) ids.push(textOf(reference['id']))
    else refuse()
    return writer
  })
  refuseTooMany(questions, ids)
  const [pages, records] =
    ids.length === 0
      ? [await pagesFrom(source, questions), noRecords]
      : await Promise.all([pagesFrom(source, questions), recordsFrom(source, ids)])
  return compiled.before + writeAll(references, writers, { questions, pages, records }) + compiled.after
}

const noRecords: Found['records'] = []

async function pagesFrom(source: RecordSource, questions: readonly PageQuestion[]): Promise<Found['pages']> {
  try {
    return questions.length === 0 ? [] : await source.pages(questions)
  } catch (cause) {
    throw new SourceFailure('pages', cause)
  }
}

async function recordsFrom(source: RecordSource, ids: readonly string[]): Promise<Found['records']> {
  try {
    return await source.records(ids)
  } catch (cause) {
    throw new SourceFailure('records', cause)
  }
}

interface Found {
  readonly questions: readonly PageQuestion[]
  readonly pages: readonly (readonly CreditRecord[])[]
  readonly records: readonly (CreditRecord | null)[]
}

function writeAll(references: readonly Reference[], writers: readonly EntityWriter[], found: Found): string {
  let text = ''
  let page = 0
  let record = 0
  for (const [at, writer] of writers.entries()) {
    if (at > 0) text += ','
    if (writer.kind === 'subject') {
      const end = page + writer.subject.places.length
      text += writer.subject.write({ reference: references[at] ?? refuse(), pages: pagesOf(found, page, end) })
      page = end
    } else {
      const row = found.records[record] ?? null
      record += 1
      text += row === null || row.item !== writer.item ? 'null' : writer.write(row)
    }
  }
  return text
}

function pagesOf({ questions, pages }: Found, from: number, end: number): readonly RecordPage[] {
  const taken: RecordPage[] = []
  for (let at = from; at < end; at += 1) {
    const [question, rows] = [questions[at], pages[at]]
    taken.push(question === undefined || rows === undefined ? refuse() : { rows, first: question.first })
  }
  return taken
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : refuse()
}

/** More than one statement holds is for the loaders, which know how to say so, or to ask in parts. */
function refuseTooMany(questions: readonly PageQuestion[], ids: readonly string[]): void {
  if (questions.length > pagesPerStatementMax || ids.length > recordsPerStatementMax) refuse()
  let rows = 0
  for (const { first } of questions) rows += first
  if (rows > rowsPerOperationMax) refuse()
}
