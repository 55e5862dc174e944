/** `xinqiao audit verify DIR`: reads an audit log's folder, with no hub and no network, and names the first entry that does not fit. */
import { resolve } from 'node:path'
import { verifyAuditLog } from '@xinqiao/audit-log'
import { Command } from 'commander'
import { readEnvironment } from '../config.ts'
import { CliError } from '../errors.ts'
import { printData, writeTalk } from '../output/print.ts'
import { sharedOptions, withSharedOptions } from './shared-options.ts'

/** Builds the verb. */
export function auditCommand(): Command {
  const verify = new Command('verify')
    .argument('<folder>', 'folder of an audit log, also a copied one')
    .description('check a log offline · 离线校验审计日志')
  withSharedOptions(verify, [
    'npx xinqiao audit verify .xinqiao/gateway/audit',
    'npx xinqiao audit verify .xinqiao/gateway/audit -o json',
  ])
  verify.action(async (folder: string) => verifyFolder(verify, folder))
  return new Command('audit').description('the audit log · 审计日志').addCommand(verify)
}

async function verifyFolder(command: Command, folder: string): Promise<void> {
  const { output, quiet } = sharedOptions(command)
  const result = await verifyAuditLog(resolve(readEnvironment().invokedFrom, folder))
  if (output !== 'table') printData(result, output)
  if ('badIndex' in result) {
    throw new CliError('findings', {
      code: 'AUDIT_DAMAGED',
      what: `Entry ${result.badIndex} does not fit: ${result.reason}.`,
      where: result.file,
      article: 'REG-26.2b',
      next: 'keep the folder as it is and compare it with an older copy',
    })
  }
  if (!quiet)
    writeTalk(
      `${result.entries} entries, each fits the one before. Head ${result.head}.\nNot checked: whether the whole history was rewritten; compare the head with one you kept.`,
    )
}
