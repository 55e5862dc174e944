/** `xinqiao lint PATH`: a data folder, or one file of it, held against its formats and the catalog, before any hub sees it. */
import { checkFolder } from '@xinqiao/contracts'
import { Command } from 'commander'
import { CliError } from '../errors.ts'
import { readFolder } from '../hub/read-folder.ts'
import { printData, writeTalk } from '../output/print.ts'
import { sharedOptions, withSharedOptions } from './shared-options.ts'

/** Builds the verb. */
export function lintCommand(): Command {
  const command = new Command('lint')
    .argument('<path>', 'a data folder, or one file of it')
    .description('check files before loading them · 检查数据文件')
  withSharedOptions(command, ['npx xinqiao lint deploy/seed', 'npx xinqiao lint deploy/seed/contracts/CT-TAX-01.yaml'])
  return command.action((path: string) => lint(command, path))
}

function lint(command: Command, path: string): void {
  const { output, quiet } = sharedOptions(command)
  const folder = readFolder(path)
  const { findings } = checkFolder(folder.files)
  if (output !== 'table') printData(findings, output)
  if (findings.length > 0) {
    throw new CliError(
      'findings',
      output === 'table'
        ? findings.map((finding) => ({
            code: finding.code,
            what: finding.message,
            where: finding.where,
            article: finding.article,
            next: finding.next,
          }))
        : [],
    )
  }
  if (!quiet) writeTalk(`${folder.files.size} files are in order.`)
}
