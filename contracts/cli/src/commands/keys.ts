/** `xinqiao keys months|hold|release|destroy`: the months' keys of the audit in the hub's key store (audit.md §2). */
import { addLegalMonths, legalMonthOf, parseLegalMonth } from '@xinqiao/schema'
import { findHub } from '../hub/find-hub.ts'
import { actOnMonth, type MonthAct, type MonthView, monthViews } from '../hub/registry-keys.ts'
import { say } from '../output/language.ts'
import { printData, writeOut, writeTalk } from '../output/print.ts'
import { table } from '../output/table.ts'
import { keyHeadings, keyStates, keyTalk } from '../texts/keys.ts'
import { ownError } from '../texts/lessons.ts'
import { filled } from '../texts/talk.ts'
import { demand, type VerbInput } from '../verbs/verb.ts'

/** Every month with its state. */
export async function listMonths({ output, lang, state, quiet }: VerbInput): Promise<void> {
  const months = await monthViews(findHub(state))
  if (output !== 'table') return printData(months, output)
  const titles = [keyHeadings.month, keyHeadings.state, keyHeadings.termEnds, keyHeadings.since, keyHeadings.reason]
  const rows = months.map((month) => {
    const act = month.destroyed ?? month.hold
    return [
      month.month,
      say(keyStates[month.state], lang),
      month.termEnds,
      act?.at.slice(0, 10) ?? '',
      act?.reason ?? '',
    ]
  })
  writeOut(
    table(
      titles.map((title) => say(title, lang)),
      rows,
    ),
  )
  const count = counts(months)
  if (!quiet) writeTalk(filled(say(keyTalk.months, lang), months.length, count.left, count.held, count.gone))
}

/** Stops the destruction of a month's keys. */
export async function holdMonth(input: VerbInput): Promise<void> {
  await act(input, 'hold', ({ month, termEnds }, { held }) =>
    filled(say(keyTalk.hold, input.lang), month, termEnds, held),
  )
}

/** Ends a hold. */
export async function releaseMonth(input: VerbInput): Promise<void> {
  await act(input, 'release', ({ month, termEnds }, { held }) =>
    filled(say(keyTalk.release, input.lang), month, termEnds, held),
  )
}

/** Destroys a month's keys before its term ends; without a reason it says what that would do, and does nothing. */
export async function destroyMonth(input: VerbInput): Promise<void> {
  if (input.flag('reason') !== undefined)
    return act(input, 'destroy', ({ month }, { left }) => filled(say(keyTalk.destroy, input.lang), month, left))
  const month = monthWord(input.words[0])
  const view = (await monthViews(findHub(input.state))).find((one) => one.month === month)
  if (view === undefined) throw ownError('MONTH_UNREADABLE')
  if (input.output !== 'table') return printData(view, input.output)
  const text = view.state === 'destroyed' ? keyTalk.alreadyGone : keyTalk.wouldDestroy
  writeOut(filled(say(text, input.lang), month, view.destructibleFrom, view.termEnds))
}

interface Counts {
  readonly left: number
  readonly held: number
  readonly gone: number
}

async function act(
  input: VerbInput,
  name: MonthAct,
  told: (month: MonthView, counts: Counts) => string,
): Promise<void> {
  const { reason } = demand(input, ['reason'])
  const hub = findHub(input.state)
  const month = await actOnMonth(hub, monthWord(input.words[0]), name, reason)
  if (input.output !== 'table') return printData(month, input.output)
  writeOut(told(month, counts(await monthViews(hub))))
}

function counts(months: readonly MonthView[]): Counts {
  const gone = months.filter(({ state }) => state === 'destroyed').length
  const held = months.filter(({ state }) => state === 'held').length
  return { left: months.length - gone, held, gone }
}

/** `2026-11`, or the month before this one, this one, the next. */
function monthWord(word: string | undefined): string {
  const relative = ['last', 'this', 'next'].indexOf(word ?? '')
  const month = relative === -1 ? parseLegalMonth(word) : addLegalMonths(legalMonthOf(Date.now()), relative - 1)
  if (month === undefined) throw ownError('MONTH_UNREADABLE')
  return month
}
