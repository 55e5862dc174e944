/** `xinqiao explain --contract … --item …`: would this case be permitted? Judged by the code that decides requests. */
import type { Refusal } from '@xinqiao/contracts'
import { legalDateOf, parseLegalDate, type SubjectKind } from '@xinqiao/schema'
import { CliError, type Lesson } from '../errors.ts'
import { catalogInForce } from '../hub/catalog-in-force.ts'
import { findHub } from '../hub/find-hub.ts'
import { consumerOf, contractOf, contractViews } from '../hub/registry-reads.ts'
import { codeLesson } from '../output/code-lesson.ts'
import { say } from '../output/language.ts'
import { printData, writeOut } from '../output/print.ts'
import { facts } from '../output/table.ts'
import { caseAnswers, dutyText, headings } from '../texts/case.ts'
import { ownError } from '../texts/lessons.ts'
import { demand, type VerbInput } from '../verbs/verb.ts'
import { type CaseAnswer, judgeCase, recognitionHolds } from './judge-case.ts'

const subjectKinds: readonly SubjectKind[] = ['natural_person', 'legal_person', 'unincorporated']

/** Exit 0 permitted, 4 refused by the rule that is named. */
export async function explainCase(input: VerbInput): Promise<void> {
  const asked = demand(input, ['contract', 'item', 'purpose', 'subjectKind'])
  const subjectKind = subjectKinds.find((kind) => kind === asked.subjectKind)
  if (subjectKind === undefined) throw ownError('FLAG_INVALID', `--subject-kind: ${subjectKinds.join(', ')}`)
  const named = input.flag('on')
  const on = named === undefined ? legalDateOf(Date.now()) : parseLegalDate(named)
  if (on === undefined) throw ownError('DATE_UNREADABLE', '--on')
  const hub = findHub(input.state)
  const contract = await contractOf(hub, asked.contract)
  const consumer = await consumerOf(hub, contract.consumer)
  const answer = judgeCase({
    contract,
    consumer,
    catalog: await catalogInForce(input.state),
    recognised: await recognitionHolds(hub, consumer, await contractViews(hub), on),
    item: asked.item,
    purpose: asked.purpose,
    subjectKind,
    on,
  })
  if (input.output === 'table') writeOut(textOf(answer, { ...asked, on, version: contract.version }, input))
  else await printData({ ...asked, on, version: contract.version, ...answer }, input.output)
  if (answer.kind === 'refusal') throw new CliError('refused', input.output === 'table' ? lessonOf(answer) : [])
}

interface Asked {
  readonly contract: string
  readonly version: number
  readonly item: string
  readonly purpose: string
  readonly subjectKind: string
  readonly on: string
}

function textOf(answer: CaseAnswer, asked: Asked, { lang }: VerbInput): string {
  const duties = answer.kind === 'permit' ? answer.duties.map((duty) => dutyText(duty)[lang]) : []
  return facts([
    [headings.contract[lang], `${asked.contract}@${asked.version}`],
    [headings.item[lang], asked.item],
    [headings.purpose[lang], asked.purpose],
    [headings.subject[lang], asked.subjectKind],
    [headings.on[lang], asked.on],
    [headings.answer[lang], say(caseAnswers[answer.kind], lang)],
    ...duties.map((text, index): [string, string] => [index === 0 ? headings.duties[lang] : '', text]),
  ])
}

function lessonOf({ code, item, article }: Refusal): Lesson {
  return codeLesson(code, { where: item ?? undefined, article })
}
