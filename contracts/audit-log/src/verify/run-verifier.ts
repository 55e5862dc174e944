/** One command line of the verifier's program. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { AuditLogError } from '../errors.ts'
import { checkProofFile } from './check-proof-file.ts'
import { bestCheckpoint, proveEntry } from './prove-entry.ts'
import { proofLines, reportLines } from './report-lines.ts'
import type { Language } from './texts.ts'
import { readFlags, readLeafHash } from './verify-flags.ts'
import { verifyAuditLog } from './verify-log.ts'
import { nextStep, usage } from './verify-usage.ts'

const exits = { good: 0, finding: 1, unreadable: 2 } as const

function parsed(argv: readonly string[]) {
  const many = { type: 'string', multiple: true } as const
  const one = { type: 'string' } as const
  const is = { type: 'boolean' } as const
  const options = {
    key: many,
    from: many,
    witness: many,
    k: one,
    receipt: many,
    leaf: many,
    entry: one,
    payload: one,
    answer: one,
    'hashes-only': is,
    json: is,
    lang: one,
    help: { type: 'boolean', short: 'h' } as const,
  }
  return parseArgs({ args: [...argv], allowPositionals: true, options })
}

type Parsed = ReturnType<typeof parsed>

/** Where its text goes: findings and proofs to `print`, what is wrong with the call to `complain`. */
export interface Output {
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
}

/** Runs it; gives the exit code. */
export function runVerifier(argv: readonly string[], { print, complain }: Output): number {
  try {
    return run(parsed(argv), print)
  } catch (error) {
    if (!(error instanceof AuditLogError) && !isUsage(error)) throw error
    // A proof that does not hold is a finding; a folder or a flag that does not read is none.
    const isFinding = error instanceof ProofRefused
    complain([error.message, ...nextStep(isFinding)].join('\n'))
    return isFinding ? exits.finding : exits.unreadable
  }
}

function run(line: Parsed, print: Output['print']): number {
  const [first = '', ...more] = line.positionals
  if (line.values.help === true) {
    for (const lang of languagesOf(line)) print(usage[lang])
    return exits.good
  }
  if (first === 'prove') return prove(more, print)
  if (first === 'proof') return proof(more[0] ?? '', line, print)
  const report = verifyAuditLog(first, readFlags({ base: '.', ...line.values, hashesOnly: line.values['hashes-only'] }))
  if (line.values.json === true) print(JSON.stringify(report))
  else for (const lang of languagesOf(line)) print(reportLines(report, lang).join('\n'))
  return report.good ? exits.good : exits.finding
}

function prove([folder = '', index = '']: readonly string[], print: Output['print']): number {
  const wanted = Number(index === '' ? Number.NaN : index)
  const { proof } = proveEntry(folder, wanted, bestCheckpoint(folder, wanted))
  print(proof.trimEnd())
  return exits.good
}

function proof(file: string, line: Parsed, print: Output['print']): number {
  const { keys = [], witnesses = [], quorum } = readFlags({ base: '.', ...line.values, receipt: [], leaf: [] })
  const [leaf] = line.values.leaf ?? []
  const text = readFileSync(file, 'utf8')
  const checked = refused(() =>
    checkProofFile(text, {
      keys,
      witnesses,
      ...(quorum === undefined ? {} : { quorum }),
      ...(leaf === undefined ? {} : { leafHash: readLeafHash(leaf) }),
    }),
  )
  if (line.values.json === true) print(JSON.stringify(checked))
  else for (const lang of languagesOf(line)) print(proofLines(checked, lang).join('\n'))
  return exits.good
}

/** Marks what a proof failed at. */
class ProofRefused extends AuditLogError {}

function refused<T>(check: () => T): T {
  try {
    return check()
  } catch (cause) {
    if (cause instanceof AuditLogError) throw new ProofRefused(cause.code, cause.message, { cause })
    throw cause
  }
}

function languagesOf({ values: { lang } }: Parsed): readonly Language[] {
  return lang === 'zh' || lang === 'en' ? [lang] : ['zh', 'en']
}

/** Errors of parseArgs and of files that are not there. */
function isUsage(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code.startsWith('ERR_PARSE_ARGS') || code === 'ENOENT' || code === 'EISDIR'
}
