/** Flags that are the same everywhere. */
import type { Command } from 'commander'
import { type Language, languageOf } from '../output/language.ts'
import type { OutputFormat } from '../output/print.ts'

/** What every verb may be told. */
export interface SharedOptions {
  readonly output: OutputFormat
  readonly lang: Language
  readonly state: string | undefined
  readonly quiet: boolean
}

/** Adds the shared flags and the two examples that end each verb's help. */
export function withSharedOptions(command: Command, examples: readonly [string, string]): Command {
  return command
    .option('-o, --output <format>', 'table, json, yaml or ndjson · 输出格式', 'table')
    .option('--lang <zh|en>', 'language of messages, else LANG · 语言')
    .option('--state <dir>', 'state folder of the hub (XINQIAO_STATE) · 状态目录')
    .option('-q, --quiet', 'no talk on stderr · 安静', false)
    .addHelpText('after', `\nExamples · 示例:\n  ${examples[0]}\n  ${examples[1]}\n`)
}

/** Reads the shared flags of a verb. */
export function sharedOptions(command: Command): SharedOptions {
  const options: { output: string; lang?: string; state?: string; quiet: boolean } = command.optsWithGlobals()
  const formats: readonly OutputFormat[] = ['table', 'json', 'yaml', 'ndjson']
  const output = formats.find((format) => format === options.output)
  if (output === undefined) command.error(`error: --output: expected ${formats.join(', ')}`, { exitCode: 2 })
  return { output: output ?? 'table', lang: languageOf(options.lang), state: options.state, quiet: options.quiet }
}
