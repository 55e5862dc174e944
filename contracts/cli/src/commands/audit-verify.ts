/** `xinqiao audit verify [FOLDER]`: reads an audit log with no hub and no network, says what does not hold, and what was not checked. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  AuditLogError,
  checkProofFile,
  type Finding,
  findingSentence,
  groundLines,
  proofLines,
  readFlags,
  readLeafHash,
  type VerifyRequest,
  verifyAuditLog,
} from '@xinqiao/audit-log'
import { readEnvironment } from '../config.ts'
import { CliError, type Lesson } from '../errors.ts'
import { nodeFolder } from '../hub/log-folder.ts'
import { articleText } from '../output/code-lesson.ts'
import { foldLines } from '../output/fold.ts'
import { printData, writeOut, writeTalk } from '../output/print.ts'
import { screenWidth } from '../output/table.ts'
import { ownError } from '../texts/lessons.ts'
import { talk } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** Verifies a log, or the proof of one entry. Exit 1 with a finding, 2 where something does not read. */
export async function auditVerify(input: VerbInput): Promise<void> {
  const proof = input.flag('proof')
  if (proof === undefined) await verifyFolder(input)
  else await verifyProof(input, proof)
}

async function verifyFolder(input: VerbInput): Promise<void> {
  const { output, lang, quiet } = input
  const folder = nodeFolder(input, input.words[0])
  const report = readable(() => verifyAuditLog(folder, requestOf(input)))
  if (output === 'table') writeOut(foldLines(groundLines(report, lang), screenWidth))
  else await printData(report, output)
  if (!report.good) throw new CliError('findings', report.findings.map(lessonOf))
  if (!quiet) writeTalk(talk.auditGood[lang])
}

async function verifyProof(input: VerbInput, path: string): Promise<void> {
  const { output, lang } = input
  const [leaf] = input.all('leaf')
  const { keys = [], witnesses = [], quorum } = readable(() => requestOf(input, { receipts: false }))
  const file = resolve(readEnvironment().invokedFrom, path)
  if (!existsSync(file)) throw ownError('FILE_NOT_FOUND', '--proof')
  const leafHash = leaf === undefined ? undefined : readable(() => readLeafHash(leaf))
  const checked = holding(() =>
    checkProofFile(readFileSync(file, 'utf8'), {
      keys,
      witnesses,
      ...(quorum === undefined ? {} : { quorum }),
      ...(leafHash === undefined ? {} : { leafHash }),
    }),
  )
  if (output === 'table') writeOut(foldLines(proofLines(checked, lang), screenWidth))
  else await printData(checked, output)
}

function requestOf({ flag, all, has }: VerbInput, { receipts = true } = {}): VerifyRequest {
  return readFlags({
    base: readEnvironment().invokedFrom,
    key: all('key'),
    from: all('from'),
    witness: all('witness'),
    k: flag('k'),
    receipt: receipts ? all('receipt') : [],
    leaf: receipts ? all('leaf') : [],
    entry: flag('entry'),
    payload: flag('payload'),
    answer: flag('answer'),
    hashesOnly: has('hashesOnly'),
  })
}

function lessonOf(finding: Finding): Lesson {
  return {
    code: finding.code,
    what: { zh: findingSentence(finding, 'zh'), en: findingSentence(finding, 'en') },
    where: `${finding.origin} ${finding.where}`,
    article: articleText('REG-26.2b'),
    next: talk.auditBrokenNext,
  }
}

/** What does not read is a mistake of the call. */
function readable<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof AuditLogError ? ownError('AUDIT_UNREADABLE', error.message, { cause: error }) : error
  }
}

/** A proof that does not hold is a finding. */
function holding<T>(check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof AuditLogError)) throw error
    const { code, message } = error
    const law = { article: articleText('REG-26.2b'), next: talk.auditBrokenNext }
    throw new CliError('findings', { code, what: talk.proofBroken, where: message, ...law }, { cause: error })
  }
}
