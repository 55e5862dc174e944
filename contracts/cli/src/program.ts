/** The verbs of `xinqiao`, and how each ends: data on stdout, lessons on stderr, an exit code scripts can rely on. */
import { Command, CommanderError } from 'commander'
import { agencyCommand } from './commands/agency.ts'
import { auditCommand } from './commands/audit.ts'
import { catalogCommand } from './commands/catalog.ts'
import { checkCommand } from './commands/check.ts'
import { contractCommand } from './commands/contract.ts'
import { doctorCommand } from './commands/doctor.ts'
import { explainCommand } from './commands/explain.ts'
import { ingestCommand } from './commands/ingest.ts'
import { lawCommand } from './commands/law.ts'
import { lintCommand } from './commands/lint.ts'
import { loadCommand } from './commands/load.ts'
import { queryCommand } from './commands/query.ts'
import { CliError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { languageOf } from './output/language.ts'
import { lessonText, writeTalk } from './output/print.ts'

/** Builds the whole command line. */
export function buildProgram(): Command {
  const program = new Command('xinqiao')
    .description('the command line of the credit information hub · 信桥命令行')
    .version('0.1.0')
    .showHelpAfterError('(xinqiao <verb> --help shows the flags and two examples)')
    .addHelpText('after', '\nExamples · 示例:\n  npx xinqiao doctor\n  npx xinqiao explain ITEM_NOT_IN_CONTRACT\n')
  const verbs = [
    queryCommand(),
    ingestCommand(),
    loadCommand(),
    catalogCommand(),
    contractCommand(),
    lintCommand(),
    checkCommand(),
    explainCommand(),
    agencyCommand(),
    auditCommand(),
    lawCommand(),
    doctorCommand(),
  ]
  for (const verb of verbs) program.addCommand(verb)
  for (const command of [program, ...verbs, ...verbs.flatMap((verb) => verb.commands)]) command.exitOverride()
  return program
}

/** Runs one command line and gives its exit code. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  try {
    await buildProgram().parseAsync([...argv], { from: 'user' })
    return exitCodes.done
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    if (error instanceof CliError) {
      const lang = languageOf(argv.includes('--lang') ? argv[argv.indexOf('--lang') + 1] : undefined)
      for (const lesson of error.lessons) writeTalk(lessonText(lesson, lang))
      return exitCodes[error.exit]
    }
    writeTalk(
      `OUR_FAULT  ${error instanceof Error ? error.name : 'Error'}: this is a defect of the command line.\n  next     report it with the command's name and version; no data is in this message`,
    )
    return exitCodes.ourFault
  }
}
