/** `xinqiao audit prove INDEX [FOLDER]`: writes the proof that an entry stands in the log, to be checked without hub and folder. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AuditLogError, bestCheckpoint, proveEntry } from '@xinqiao/audit-log'
import { nodeFolder, originFolders } from '../hub/log-folder.ts'
import { printData, writeOut } from '../output/print.ts'
import { ownError } from '../texts/lessons.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** Proves an entry of a log; of a node's folder, in its newest log. Exit 2 where no checkpoint covers it. */
export async function auditProve(input: VerbInput): Promise<void> {
  const [index = '', named] = input.words
  const folder = nodeFolder(input, named)
  const log = existsSync(join(folder, 'origin')) ? folder : join(folder, originFolders(folder).at(-1) ?? '')
  const proof = proofIn(log, /^\d+$/.test(index) ? Number(index) : Number.NaN)
  if (input.output === 'table') writeOut(proof.trimEnd())
  else await printData({ index: Number(index), proof }, input.output)
}

function proofIn(folder: string, index: number): string {
  try {
    return proveEntry(folder, index, bestCheckpoint(folder, index))
  } catch (error) {
    throw error instanceof AuditLogError ? ownError('AUDIT_UNREADABLE', error.message, { cause: error }) : error
  }
}
