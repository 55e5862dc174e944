/** `xinqiao verify`: checks a kept answer of the hub with files alone, and says what it did not check. */
import { jwkThumbprint } from '@xinqiao/schema'
import { CliError } from '../errors.ts'
import { articleText } from '../output/code-lesson.ts'
import { type Language, say } from '../output/language.ts'
import { officeTime } from '../output/office-time.ts'
import { printData, writeOut } from '../output/print.ts'
import { facts, table } from '../output/table.ts'
import { type CheckedAnswer, checkAnswer } from '../signed-answer/check-answer.ts'
import { readAnswerFiles } from '../signed-answer/read-files.ts'
import { ownCodes } from '../texts/own-codes.ts'
import { checkTexts, statementHeadings, stateTexts } from '../texts/signed-answer.ts'
import { headings } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** Exit 1 when a check fails, 2 when a file cannot be read. */
export async function verifyAnswer(input: VerbInput): Promise<void> {
  const { output, lang } = input
  const files = readAnswerFiles(input)
  const checked = await checkAnswer(files)
  const root = await jwkThumbprint(files.root)
  if (output === 'table') writeOut(`${checksText(checked, lang)}\n\n${factsText(checked, root, lang)}`)
  else await printData({ ...checked, root }, output)
  const failed = checked.checks.filter(({ state }) => state === 'fails')
  if (failed.length === 0) return
  const { next } = ownCodes.ANSWER_NOT_PROVEN
  throw new CliError(
    'findings',
    failed.map(({ check }) => ({
      code: 'ANSWER_NOT_PROVEN',
      what: { zh: `不成立：${checkTexts[check].zh}`, en: `Does not hold: ${checkTexts[check].en}` },
      article: articleText('REG-26.2b'),
      next,
    })),
  )
}

function checksText({ checks }: CheckedAnswer, lang: Language): string {
  return table(
    ['', say(headings.tried, lang), say(headings.facts, lang)],
    checks.map(({ check, state, note = '' }) => [stateTexts[state][lang], checkTexts[check][lang], note]),
  )
}

/** Nothing of a statement is shown whose signature does not hold. */
function factsText({ statement }: CheckedAnswer, root: string, lang: Language): string {
  const rows: [string, string][] = [[statementHeadings.root[lang], root]]
  if (statement === null) return facts(rows)
  const { at, consumer, contract, purpose, bundle, receipt, agencies } = statement
  rows.push(
    [statementHeadings.at[lang], officeTime(new Date(at).toISOString())],
    [statementHeadings.consumer[lang], consumer ?? '–'],
    [statementHeadings.contract[lang], contract ?? '–'],
    [statementHeadings.purpose[lang], purpose ?? '–'],
    [statementHeadings.bundle[lang], bundle === null ? '–' : String(bundle)],
    [statementHeadings.receipt[lang], receipt],
    [statementHeadings.agencies[lang], agencies.map(({ agency }) => agency).join(' ')],
  )
  return facts(rows)
}
