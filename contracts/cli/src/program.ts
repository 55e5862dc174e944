/** The command line as commander knows it, and how each run ends: data on stdout, lessons on stderr, an exit code scripts can rely on. */
import { Command, CommanderError } from 'commander'
import { CliError } from './errors.ts'
import { exitCodes } from './exit-codes.ts'
import { type Language, languageOfLine } from './output/language.ts'
import { lessonText, writeTalk } from './output/print.ts'
import { reportFault } from './output/report-fault.ts'
import { usageLesson } from './output/usage-lesson.ts'
import { groupTexts, helpTexts, langFlag, programExamples, programText, sharedFlags } from './texts/help.ts'
import { allVerbs } from './verbs/all-verbs.ts'
import { type Flag, readInput, type Verb } from './verbs/verb.ts'

/** Version that `--version` and fault reports name. */
export const version = '0.1.0'

/** Builds the whole command line in one language. No verb's work is loaded by this. */
export function buildProgram(lang: Language, verbs: readonly Verb[] = allVerbs): Command {
  const help = helpTexts[lang]
  const program = new Command('xinqiao')
    .exitOverride()
    .configureOutput({ outputError: () => undefined, writeErr: (text) => writeTalk(text.trimEnd()) })
    .configureHelp({ styleTitle: (title) => help.titles[title] ?? title, minWidthToWrap: 20 })
    .helpOption('-h, --help', help.help)
    .helpCommand(false)
    .description(programText[lang])
    .option(langFlag.flags, langFlag.text[lang])
    .version(version, '-V, --version', help.version)
    .addHelpText('after', examplesText(lang, programExamples))
  const groups = new Map<string, Command>()
  for (const verb of verbs) {
    const [group, part] = verb.path
    if (part === undefined) {
      addVerb(program.command(group), verb, lang)
      continue
    }
    const parent = groups.get(group) ?? program.command(group).description(groupTexts[group]?.[lang] ?? '')
    groups.set(group, parent)
    addVerb(parent.command(part), verb, lang)
  }
  return program
}

function addVerb(command: Command, verb: Verb, lang: Language): void {
  command.description(verb.text[lang])
  for (const { name, text } of verb.words) command.argument(name, text[lang])
  for (const flag of [...verb.flags, ...sharedFlags]) addFlag(command, flag, lang)
  command.addHelpText('after', examplesText(lang, verb.examples))
  command.action(async () => {
    const words = command.processedArgs as readonly (string | undefined)[]
    await verb.run(readInput(words, command.opts(), lang))
  })
}

function addFlag(command: Command, { flags, text, repeated }: Flag, lang: Language): void {
  if (repeated !== true) command.option(flags, text[lang])
  else command.option<readonly string[] | undefined>(flags, text[lang], added)
}

/** A repeated flag gathers its values. */
function added(one: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), one]
}

function examplesText(lang: Language, examples: readonly string[]): string {
  return `\n${helpTexts[lang].examples}\n${examples.map((example) => `  ${example}`).join('\n')}`
}

/** Runs one command line and gives its exit code. Never prompts. */
export async function runProgram(argv: readonly string[], verbs: readonly Verb[] = allVerbs): Promise<number> {
  const lang = languageOfLine(argv)
  try {
    await buildProgram(lang, verbs).parseAsync([...argv], { from: 'user' })
    return exitCodes.done
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.done
      if (error.code !== 'commander.help') writeTalk(lessonText(usageLesson(error), lang))
      return exitCodes.usage
    }
    if (error instanceof CliError) {
      for (const lesson of error.lessons) writeTalk(lessonText(lesson, lang))
      return exitCodes[error.exit]
    }
    writeTalk(lessonText(reportFault(error, argv[0]), lang))
    return exitCodes.ourFault
  }
}
