/** `xinqiao audit verify [FOLDER]`: reads an audit log with no hub and no network, and names the first entry that does not fit. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { verifyAuditLog } from '@xinqiao/audit-log'
import { readEnvironment } from '../config.ts'
import { CliError } from '../errors.ts'
import { stateFolder } from '../hub/find-hub.ts'
import { articleText } from '../output/code-lesson.ts'
import { printData, writeTalk } from '../output/print.ts'
import { ownError } from '../texts/lessons.ts'
import { filled, talk } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** Verifies a log; without a folder, that of the gateway, also when the hub is down. */
export async function auditVerify(input: VerbInput): Promise<void> {
  const { output, lang, quiet } = input
  const result = await verifyAuditLog(auditFolder(input))
  if (output !== 'table') await printData(result, output)
  if ('badIndex' in result) {
    const broken = talk.auditBroken
    throw new CliError('findings', {
      code: 'AUDIT_DAMAGED',
      what: {
        zh: filled(broken.zh, result.badIndex),
        en: `${filled(broken.en, result.badIndex)} Reason: ${result.reason}.`,
      },
      where: result.file,
      article: articleText('REG-26.2b'),
      next: talk.auditBrokenNext,
    })
  }
  if (!quiet) writeTalk(filled(talk.auditHead[lang], result.entries, result.head))
}

function auditFolder({ words: [named], state }: VerbInput): string {
  const found = named === undefined ? stateFolder(state) : null
  const folder =
    named === undefined ? join(found ?? '', 'gateway', 'audit') : resolve(readEnvironment().invokedFrom, named)
  if ((named === undefined && found === null) || !existsSync(join(folder, 'origin'))) throw ownError('AUDIT_NOT_FOUND')
  return folder
}
