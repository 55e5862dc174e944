/** `xinqiao law [ID]`: the duties the hub is built to, with their kind. `npm run law` says which tests prove them. */
import { article, duties } from '@xinqiao/schema'
import { say } from '../output/language.ts'
import { printData, writeOut } from '../output/print.ts'
import { table } from '../output/table.ts'
import { ownError } from '../texts/lessons.ts'
import { headings } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** Duties of one id or section; each with its own text in English, in Chinese the article's summary. */
export async function law(input: VerbInput): Promise<void> {
  const { output, lang } = input
  const id = input.words[0]?.toUpperCase()
  const section = input.flag('section')
  const found = duties().filter(
    (duty) =>
      (id === undefined || duty.id.toUpperCase() === id) &&
      (section === undefined || duty.section.includes(Number(section))),
  )
  if (found.length === 0) throw ownError('NO_SUCH_DUTY')
  if (output !== 'table') return printData(found, output)
  writeOut(
    table(
      [headings.duty, headings.kind, headings.text].map((title) => say(title, lang)),
      found.map((duty) => [duty.id, duty.kind, lang === 'zh' ? (article(duty.id)?.zh ?? duty.duty) : duty.duty]),
    ),
  )
}
