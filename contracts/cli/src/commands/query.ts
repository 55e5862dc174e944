/** `xinqiao query`: asks the hub as one of its clients, under a contract, for a purpose; one profile, or one row a subject. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { readEnvironment } from '../config.ts'
import { CliError } from '../errors.ts'
import { type Ask, askAnonymously, askAs, type Call } from '../hub/ask-hub.ts'
import { type FoundHub, findHub } from '../hub/find-hub.ts'
import { readGivenFile } from '../hub/read-folder.ts'
import { readSubjects } from '../hub/read-subjects.ts'
import { dataOf, exitOfAnswer, lessonsOf } from '../output/answer.ts'
import { lessonText, printData, writeOut, writeTalk } from '../output/print.ts'
import { profileText } from '../output/profile.ts'
import { type SubjectAnswer, subjectTable } from '../output/subject-rows.ts'
import { keepAnswer, statedCall } from '../signed-answer/keep-answer.ts'
import { ownError } from '../texts/lessons.ts'
import { filled, talk } from '../texts/talk.ts'
import { demand, type VerbInput } from '../verbs/verb.ts'

/** An automated task names itself where no official is named (trust.md §3). */
const taskOfficial = 'task:xinqiao'

/** Exit 4 when the law or the contract refused everything that was asked, 3 or 5 when it was never judged. */
export async function query(input: VerbInput): Promise<void> {
  const { output, lang, quiet } = input
  const text = operationText(input.words[0] ?? '')
  const variables = variablesOf(input.all('var'))
  const hub = findHub(input.state)
  const [kept, subjects] = [input.flag('keep'), input.flag('subjects')]
  const stated = statedCall(hub.gateway)
  const ask = asker(hub, input, kept === undefined ? fetch : stated.fetch)
  if (subjects !== undefined) return askMany(input, ask, text, variables, subjects)
  const answer = await ask(text, variables)
  const exit = exitOfAnswer(answer)
  if (kept !== undefined) await keepAnswer(kept, hub.registry, answer, stated.body())
  if (output !== 'table') await printData(answer.body, output)
  else if (answer.status === ok) writeOut(profileText(dataOf(answer)))
  if (exit !== 'done') throw new CliError(exit, lessonsOf(answer))
  if (quiet) return
  for (const lesson of lessonsOf(answer)) writeTalk(`\n${lessonText(lesson, lang)}`)
  writeTalk(`\n${filled(talk.receipt[lang], answer.headers['hub-receipt'] ?? '–')}`)
}

const ok = 200

/** Every subject is asked, also after one that was refused; lines of NDJSON leave at once. */
async function askMany(
  { output, lang, quiet }: VerbInput,
  ask: Ask,
  text: string,
  variables: Readonly<Record<string, unknown>>,
  file: string,
): Promise<void> {
  const rows: SubjectAnswer[] = []
  const exits = new Set<string>()
  let asked = 0
  let refused = 0
  for (const subject of await readSubjects(file)) {
    const answer = await ask(text, { ...variables, ...subject })
    const exit = exitOfAnswer(answer)
    asked += 1
    exits.add(exit)
    if (exit === 'notAllowed') throw new CliError(exit, lessonsOf(answer))
    const codes = [...new Set(lessonsOf(answer).map(({ code }) => code))]
    if (codes.length > 0) refused += 1
    const row = { subject, exit, codes, data: dataOf(answer) }
    if (output === 'ndjson') await printData(row, output)
    else rows.push(row)
  }
  if (output === 'table') writeOut(subjectTable(rows, lang))
  else if (output !== 'ndjson') await printData(rows, output)
  if (!quiet) writeTalk(filled(talk.subjects[lang], asked, refused))
  const worst = (['unreachable', 'refused'] as const).find((exit) => exits.has(exit))
  if (worst !== undefined) throw new CliError(worst, [])
}

function asker(hub: FoundHub, input: VerbInput, call: Call): Ask {
  const client = input.flag('as')
  if (client === undefined) return askAnonymously(hub, call)
  const { contract, purpose } = demand(input, ['contract', 'purpose'])
  const official = input.flag('official') ?? taskOfficial
  return askAs(hub, { client, contract, purpose, case: input.flag('case'), official }, call)
}

/** Braces or spaces make a text of it; anything else is meant as a file. */
function operationText(operation: string): string {
  const isText = /[{\s]/.test(operation) && !existsSync(resolve(readEnvironment().invokedFrom, operation))
  return isText ? operation : readGivenFile(operation)
}

function variablesOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw ownError('VARIABLE_UNREADABLE')
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}
