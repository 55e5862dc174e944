/** `xinqiao check SDL --agency X`: would this schema be accepted? Composed with the running set; every finding at once. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { readEnvironment } from '../config.ts'
import { CliError } from '../errors.ts'
import { findHub } from '../hub/find-hub.ts'
import { checkSchema, lessonOf } from '../hub/registry-calls.ts'
import { printData, writeTalk } from '../output/print.ts'
import { sharedOptions, withSharedOptions } from './shared-options.ts'

/** Builds the verb. */
export function checkCommand(): Command {
  const command = new Command('check')
    .argument('<sdl>', 'the schema file of a subgraph')
    .requiredOption('--agency <id>', 'whose schema it is')
    .description('check a schema before publishing it · 检查子图模式')
  withSharedOptions(command, [
    'npx xinqiao check subgraphs/tax/schema.graphql --agency tax',
    'npx xinqiao check subgraphs/courts/schema.graphql --agency court -o json',
  ])
  return command.action(async (file: string, options: { agency: string }) => check(command, file, options.agency))
}

async function check(command: Command, file: string, agency: string): Promise<void> {
  const { output, state, quiet } = sharedOptions(command)
  const sdl = readSdl(file)
  const answer = await checkSchema(findHub(state), agency, sdl)
  const findings = Array.isArray(answer['findings']) ? answer['findings'] : []
  if (output !== 'table') printData(findings, output)
  if (findings.length > 0) throw new CliError('findings', output === 'table' ? findings.map(lessonOf) : [])
  if (!quiet) writeTalk('No findings: this schema would be accepted.')
}

function readSdl(file: string): string {
  try {
    return readFileSync(resolve(readEnvironment().invokedFrom, file), 'utf8')
  } catch (cause) {
    throw new CliError(
      'usage',
      { code: 'FILE_NOT_FOUND', what: 'There is no schema file at this path.', next: 'name a .graphql file' },
      { cause },
    )
  }
}
