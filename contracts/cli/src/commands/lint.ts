/** `xinqiao lint PATH`: a data folder, or one file of it, held against its formats and the catalog, before any hub sees it. */
import { checkFolder } from '@xinqiao/contracts'
import { codeEntry, isCode } from '@xinqiao/schema'
import { Command } from 'commander'
import { CliError, type Lesson } from '../errors.ts'
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
  const { findings, warnings } = checkFolder(
    new Map([...folder.files, ...folder.recordFiles.map(({ path: inside }) => [inside, ''] as const)]),
  )
  if (output !== 'table') printData({ findings, warnings }, output)
  else if (!quiet)
    for (const warning of warnings) writeTalk(`warning  ${warning.message}\n  where    ${placeOf(warning)}`)
  if (findings.length > 0) throw new CliError('findings', output === 'table' ? findings.map(lessonOf) : [])
  if (!quiet) writeTalk(`${folder.files.size + folder.recordFiles.length} files are in order.`)
}

type Found = ReturnType<typeof checkFolder>['findings'][number]

function lessonOf(finding: Found): Lesson {
  const entry = isCode(finding.code) ? codeEntry(finding.code) : undefined
  return {
    code: finding.code,
    what: finding.message,
    where: placeOf(finding),
    article: entry?.article,
    next: entry?.nextEn ?? 'see the format of this file: deploy/README.md, "The data folder"',
  }
}

function placeOf({ file, line, path }: Found): string {
  return `${file}${line === undefined ? '' : `:${line}`}  ${String(path)}`
}
