/** `xinqiao who-read-me`: what a portal shows a subject of who looked at its record and why; the look is an entry itself (audit.md §6). */
import type { CreditSubjectClaim } from '@xinqiao/schema'
import { CliError } from '../errors.ts'
import { askAs } from '../hub/ask-hub.ts'
import { findHub } from '../hub/find-hub.ts'
import { dataOf, exitOfAnswer, lessonsOf } from '../output/answer.ts'
import { say } from '../output/language.ts'
import { lookText } from '../output/look-text.ts'
import { officeTime } from '../output/office-time.ts'
import { printData, writeOut, writeTalk } from '../output/print.ts'
import { asObject } from '../output/profile.ts'
import { ownError } from '../texts/lessons.ts'
import { filled } from '../texts/talk.ts'
import { lookTalk } from '../texts/who-read-me.ts'
import type { VerbInput } from '../verbs/verb.ts'

const operation = `query($from: LegalDate, $to: LegalDate, $first: Int, $after: String) {
  whoReadMyRecord(from: $from, to: $to, first: $first, after: $after) {
    nodes { at body bodyZh bodyEn own way contract purpose basis channel case payload decision code
            items { item outcome code } receipt }
    pageInfo { hasNextPage endCursor } from completeUntil behind } }`
const looksShown = 20
/** How the demo portal says that it has identified the subject. */
const acr = 'urn:xinqiao:identified'
const portal = 'portal-app'

/** One page. Exit 4 where the law refuses, 5 where office, registry or index are away. */
export async function whoReadMe(input: VerbInput): Promise<void> {
  const { output, lang, quiet } = input
  const subject = subjectOf(input)
  const variables = variablesOf(input)
  const as = { client: input.flag('as') ?? portal, contract: 'self', purpose: 'SELF', case: undefined }
  const ask = askAs(findHub(input.state), { ...as, official: 'task:xinqiao', self: { subject, acr } })
  const answer = await ask(operation, variables)
  const exit = exitOfAnswer(answer)
  if (exit !== 'done') throw new CliError(exit, lessonsOf(answer))
  const page = asObject(asObject(dataOf(answer))['whoReadMyRecord'])
  const looks = (page['nodes'] as readonly unknown[]).map(asObject)
  if (output === 'ndjson') await printData(looks, output)
  else if (output !== 'table') await printData(page, output)
  else for (const look of looks) writeOut(lookText(look, lang))
  if (!quiet) for (const line of talkOf(page, looks.length, input)) writeTalk(line)
}

function talkOf(page: Readonly<Record<string, unknown>>, count: number, { lang }: VerbInput): readonly string[] {
  const { hasNextPage, endCursor } = asObject(page['pageInfo'])
  const from = String(page['from'])
  const until = page['completeUntil']
  const behind = page['behind'] as readonly string[]
  return [
    count === 0 ? filled(say(lookTalk.none, lang), from) : filled(say(lookTalk.looks, lang), from, count),
    ...(hasNextPage === true ? [filled(say(lookTalk.more, lang), String(endCursor))] : []),
    typeof until === 'string'
      ? filled(say(lookTalk.complete, lang), officeTime(until))
      : say(lookTalk.incomplete, lang),
    ...(behind.length > 0 ? [filled(say(lookTalk.behind, lang), behind.join(', '))] : []),
    say(lookTalk.proven, lang),
  ]
}

/** The portal has identified the subject; here whoever holds the portal's key says who it is. */
function subjectOf(input: VerbInput): CreditSubjectClaim {
  const uscc = input.flag('uscc')
  const document = input.flag('document')
  if ((uscc === undefined) === (document === undefined)) throw ownError('FLAG_MISSING', '--uscc | --document')
  if (uscc !== undefined) return { uscc }
  const [, kind, number] = /^(\d{2}):(.+)$/.exec(document ?? '') ?? []
  if (kind === undefined || number === undefined) throw ownError('FLAG_INVALID', '--document: 01:…')
  return { document: { kind, number } }
}

function variablesOf(input: VerbInput): Readonly<Record<string, unknown>> {
  const first = Number(input.flag('first') ?? looksShown)
  if (!Number.isSafeInteger(first) || first < 1) throw ownError('FLAG_INVALID', '--first: 1 …')
  const given = (['from', 'to', 'after'] as const).map((name) => [name, input.flag(name)] as const)
  return { ...Object.fromEntries(given.filter(([, value]) => value !== undefined)), first }
}
