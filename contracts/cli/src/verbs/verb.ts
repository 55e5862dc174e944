/** What a verb is made of. Its work is imported only when it runs, so that help stays quick. */
import { flagFromEnvironment } from '../config.ts'
import type { Bilingual, Language } from '../output/language.ts'
import { type OutputFormat, outputFormats } from '../output/print.ts'
import { ownError } from '../texts/lessons.ts'

/** One flag, as commander writes it: `--as <client>`. */
export interface Flag {
  readonly flags: string
  readonly text: Bilingual
  /** May be given several times. */
  readonly repeated?: boolean
}

/** One verb, or one part of a verb. */
export interface Verb {
  /** `['catalog', 'list']`. */
  readonly path: readonly [string, ...string[]]
  readonly text: Bilingual
  /** `<file>` or `[id]`, with what it is. */
  readonly words: readonly { readonly name: string; readonly text: Bilingual }[]
  readonly flags: readonly Flag[]
  /** Two command lines that run against the demo hub in the checkout. */
  readonly examples: readonly [string, string]
  /** Loads the work and does it. */
  readonly run: (input: VerbInput) => Promise<void>
}

/** What one command line says. */
export interface VerbInput {
  readonly words: readonly (string | undefined)[]
  /** A flag's value: from the command line, else from the environment. */
  readonly flag: (name: string) => string | undefined
  readonly all: (name: string) => readonly string[]
  /** Whether a flag without a value was given. */
  readonly has: (name: string) => boolean
  readonly output: OutputFormat
  readonly lang: Language
  readonly state: string | undefined
  readonly quiet: boolean
}

/**
 * Reads what commander parsed.
 * @throws CliError `FLAG_INVALID` (exit 2) for an output format that does not exist.
 */
export function readInput(
  words: readonly (string | undefined)[],
  parsed: Readonly<Record<string, unknown>>,
  lang: Language,
): VerbInput {
  const flag = (name: string): string | undefined => {
    const value = parsed[name]
    return typeof value === 'string' ? value : flagFromEnvironment(name)
  }
  const all = (name: string): readonly string[] => {
    const value = parsed[name]
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  }
  const has = (name: string): boolean => parsed[name] === true || flagFromEnvironment(name) !== undefined
  const wanted = flag('output') ?? 'table'
  const output = outputFormats.find((format) => format === wanted)
  if (output === undefined) throw ownError('FLAG_INVALID', `--output: ${outputFormats.join(', ')}`)
  return { words, flag, all, has, output, lang, state: flag('state'), quiet: has('quiet') }
}

/**
 * The flags a verb cannot do without, all missing ones named at once.
 * @throws CliError `FLAG_MISSING` (exit 2).
 */
export function demand<const Name extends string>(
  input: VerbInput,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => input.flag(name) === undefined)
  if (missing.length > 0) throw ownError('FLAG_MISSING', missing.map(flagName).join(', '))
  return Object.fromEntries(names.map((name) => [name, input.flag(name) ?? ''])) as Record<Name, string>
}

/** `subjectKind` is `--subject-kind`. */
function flagName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
