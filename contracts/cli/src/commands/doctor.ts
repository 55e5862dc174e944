/** `xinqiao doctor`: tries each part for real and prints the command that repairs what fails. */
import { CliError } from '../errors.ts'
import { findHub } from '../hub/find-hub.ts'
import { type Trial, trialsOf } from '../hub/trials.ts'
import { say } from '../output/language.ts'
import { printData, writeOut } from '../output/print.ts'
import { table } from '../output/table.ts'
import { headings } from '../texts/talk.ts'
import { type TrialName, trialTexts } from '../texts/trials.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** One part as tried. */
interface Tried {
  readonly part: string
  readonly trial: TrialName
  readonly ok: boolean
}

/** Exit 1 when a part failed. */
export async function doctor({ output, lang, state }: VerbInput): Promise<void> {
  const tried = await Promise.all(trialsOf(findHub(state)).map(run))
  if (output === 'table')
    writeOut(
      table(
        ['', ...[headings.part, headings.tried, headings.repair].map((title) => say(title, lang))],
        tried.map(({ part, trial, ok }) => {
          const { tried: what, repair } = trialTexts[trial]
          return [ok ? 'ok' : 'NO', part, what[lang], ok ? '' : repair[lang]]
        }),
      ),
    )
  else
    await printData(
      tried.map((one) => ({
        ...one,
        tried: trialTexts[one.trial].tried[lang],
        repair: one.ok ? null : trialTexts[one.trial].repair[lang],
      })),
      output,
    )
  if (tried.some(({ ok }) => !ok)) throw new CliError('findings', [])
}

async function run({ part, trial, test }: Trial): Promise<Tried> {
  return { part, trial, ok: await test().catch(() => false) }
}
