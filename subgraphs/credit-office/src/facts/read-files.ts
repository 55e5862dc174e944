/** consents.yaml and standings.yaml as texts → what the office keeps, or every finding of both at once (data.md §1, §3). */
import { type Consent, ContractError, parseConsents, parseStandings, type StandingDecision } from '@xinqiao/contracts'
import {
  type AnyCode,
  type Clock,
  codeEntry,
  isCode,
  parseDocument,
  personRef,
  readYaml,
  SchemaError,
} from '@xinqiao/schema'

/** One finding in the shape of every door: code, what, where, article, next step. */
export interface FactFinding {
  readonly code: string
  readonly where: string
  readonly message: string
  readonly article: string
  readonly next: string
}

export interface ReadFacts {
  readonly consents: readonly Consent[]
  readonly standings: readonly StandingDecision[]
  readonly findings: readonly FactFinding[]
}

export interface FactFiles {
  readonly 'consents.yaml'?: string
  readonly 'standings.yaml'?: string
}

/** Reads both; numbers of persons become their tokens here and are kept nowhere. */
export function readFactFiles(files: FactFiles, refKey: Uint8Array, clock: Clock): ReadFacts {
  const findings: FactFinding[] = []
  const refOf = (kind: string, number: string): string | undefined => {
    const reading = parseDocument(kind, number, clock.today())
    return reading.ok ? personRef(refKey, reading.kind, reading.number) : undefined
  }
  const consents = read('consents.yaml', files, findings, (document, source) =>
    parseConsents(document, { source, refOf }),
  )
  const standings = read('standings.yaml', files, findings, (document, source) =>
    parseStandings(document, { source, today: clock.today() }),
  )
  return { consents, standings, findings }
}

function read<T>(
  name: keyof FactFiles,
  files: FactFiles,
  findings: FactFinding[],
  parse: (document: unknown, source: string) => readonly T[],
): readonly T[] {
  const text = files[name]
  if (text === undefined) return []
  try {
    return parse(readYaml(text, name).value ?? [], name)
  } catch (error) {
    if (error instanceof ContractError)
      findings.push(...error.findings.map(({ code, path, message }) => finding(code, name, path, message)))
    else if (error instanceof SchemaError)
      findings.push(...error.findings.map(({ path, message }) => finding('FORMAT_INVALID', name, path, message)))
    else throw error
    return []
  }
}

function finding(code: string, file: string, path: string, message: string): FactFinding {
  const entry = isCode(code) ? codeEntry(code as AnyCode) : undefined
  return {
    code,
    where: path === '' ? file : `${file}: ${path}`,
    message,
    article: entry?.article ?? 'STD-FORMAT',
    next: entry?.nextEn ?? 'Correct the file and load it again.',
  }
}
