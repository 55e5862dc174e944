/** `xinqiao witnesses show|set`: who signs the audit log's checkpoints beside the hub (audit.md §4). */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { WitnessRule } from '@xinqiao/contracts'
import { readEnvironment } from '../config.ts'
import { findHub } from '../hub/find-hub.ts'
import { type SetWitnesses, setWitnessRule, witnessRule } from '../hub/registry-witnesses.ts'
import { type Language, say } from '../output/language.ts'
import { printData, writeOut, writeTalk } from '../output/print.ts'
import { asObject } from '../output/profile.ts'
import { table } from '../output/table.ts'
import { ownError } from '../texts/lessons.ts'
import { filled } from '../texts/talk.ts'
import { witnessHeadings, witnessTalk } from '../texts/witnesses.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** Who must sign. */
export async function showWitnesses({ output, lang, state, quiet }: VerbInput): Promise<void> {
  const rule = await witnessRule(findHub(state))
  if (output !== 'table') return printData(rule, output)
  if (rule.witnesses.length === 0) return writeOut(say(witnessTalk.none, lang))
  const titles = [witnessHeadings.name, witnessHeadings.keyId, witnessHeadings.address]
  writeOut(
    table(
      titles.map((title) => say(title, lang)),
      rule.witnesses.map(({ vkey, url }) => [...vkey.split('+').slice(0, 2), url]),
    ),
  )
  if (quiet) return
  writeTalk(filled(say(witnessTalk.quorum, lang), rule.witnesses.length, rule.quorum))
  if (rule.stopAfterMs !== null) writeTalk(filled(say(witnessTalk.stops, lang), rule.stopAfterMs))
}

/** Sets the rule from a file, or takes all witnesses away; the registry signs the next bundle with it. */
export async function setWitnesses(input: VerbInput): Promise<void> {
  const { output, lang } = input
  const given = givenRule(input)
  const hub = findHub(input.state)
  const done = await setWitnessRule(hub, given)
  const rule = await witnessRule(hub)
  if (output !== 'table') return printData({ ...done, ...rule }, output)
  writeOut(told(done, rule, lang))
}

function givenRule(input: VerbInput): Readonly<Record<string, unknown>> {
  const [file] = input.words
  const isNone = input.has('none')
  if ((file === undefined) === !isNone) throw ownError(isNone ? 'FLAG_INVALID' : 'FLAG_MISSING', '<file> | --none')
  return file === undefined ? { witnesses: [] } : readRule(file)
}

/** A rule, or what `witnesses show -o json` printed of one. */
function readRule(file: string): Readonly<Record<string, unknown>> {
  const text = readText(file)
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('no object')
    const given = asObject(value)
    return 'schema' in given ? asObject(given['data']) : given
  } catch (cause) {
    throw ownError('WITNESSES_UNREADABLE', undefined, { cause })
  }
}

function readText(file: string): string {
  try {
    return readFileSync(resolve(readEnvironment().invokedFrom, file), 'utf8')
  } catch (cause) {
    throw ownError('FILE_NOT_FOUND', file, { cause })
  }
}

function told({ changed, bundle }: SetWitnesses, { witnesses, quorum }: WitnessRule, lang: Language): string {
  const number = bundle ?? '–'
  if (!changed) return filled(say(witnessTalk.same, lang), number, witnesses.length, quorum)
  if (witnesses.length === 0) return filled(say(witnessTalk.unset, lang), number)
  return filled(say(witnessTalk.set, lang), number, witnesses.length, quorum)
}
