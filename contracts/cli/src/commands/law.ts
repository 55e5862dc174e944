/** `xinqiao law [ID]`: the duties the hub is built to, with their section and kind. `npm run law` says which tests prove them. */
import { article, duties } from '@xinqiao/schema'
import { Command } from 'commander'
import { CliError } from '../errors.ts'
import { printData, writeOut } from '../output/print.ts'
import { table } from '../output/table.ts'
import { sharedOptions, withSharedOptions } from './shared-options.ts'

/** Builds the verb. */
export function lawCommand(): Command {
  const command = new Command('law')
    .argument('[id]', 'a duty, for example REG-27a')
    .option('--section <n>', 'duties of one section')
    .description('the duties the hub keeps · 法定义务')
  withSharedOptions(command, ['npx xinqiao law REG-27a', 'npx xinqiao law --section 5'])
  return command.action((id: string | undefined, options: { section?: string }) => law(command, id, options.section))
}

function law(command: Command, id: string | undefined, section: string | undefined): void {
  const { output, lang } = sharedOptions(command)
  const found = duties().filter(
    (duty) => (id === undefined || duty.id === id) && (section === undefined || duty.section.includes(Number(section))),
  )
  if (found.length === 0)
    throw new CliError('usage', {
      code: 'NO_SUCH_DUTY',
      what: 'No duty has this id or section.',
      next: 'see all: npx xinqiao law',
    })
  if (output !== 'table') return printData(found, output)
  writeOut(
    table(
      ['duty', 'kind', ''],
      found.map((duty) => [duty.id, duty.kind, duty.duty]),
    ),
  )
  const text = id === undefined ? undefined : article(id)
  if (text !== undefined) writeOut(`\n${text[lang]}`)
}
