/** `xinqiao query`: asks the hub as one of its clients, under a contract, for a purpose; one profile, or one row a subject. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { openSession, type QueryAnswer } from '@xinqiao/consumer-kit'
import { Command } from 'commander'
import { readEnvironment } from '../config.ts'
import { CliError, type Lesson } from '../errors.ts'
import { type FoundHub, findHub } from '../hub/find-hub.ts'
import { reach } from '../hub/plain-request.ts'
import { readJsonKey } from '../hub/read-key.ts'
import { readSubjects } from '../hub/read-subjects.ts'
import { lessonText, printData, writeOut, writeTalk } from '../output/print.ts'
import { profileText } from '../output/profile.ts'
import { sharedOptions, withSharedOptions } from './shared-options.ts'

interface QueryOptions {
  readonly as?: string
  readonly contract?: string
  readonly purpose?: string
  readonly case?: string
  readonly official?: string
  readonly subjects?: string
  readonly var: readonly string[]
}

/** An automated task names itself where no official is named (trust.md §3). */
const taskOfficial = 'task:xinqiao'

/** Builds the verb. */
export function queryCommand(): Command {
  const command = new Command('query')
    .argument('<operation>', 'a .graphql file, or the text of an operation')
    .description('ask the hub for a joined profile · 查询信用档案')
    .option('--as <client>', 'client of hub.json; without it the question is anonymous')
    .option('--contract <id>', 'the contract to ask under')
    .option('--purpose <code>', 'why, a purpose of the contract')
    .option('--case <number>', 'file number of the case')
    .option('--official <ref>', `the acting official (default ${taskOfficial})`)
    .option('--subjects <file>', 'a CSV file of codes: one row a subject comes out')
    .option(
      '--var <name=value>',
      'a variable of the operation, may be repeated',
      (one: string, all: string[]) => [...all, one],
      [] as string[],
    )
  withSharedOptions(command, [
    `npx xinqiao query --as tax-app --contract DEMO-TAX-01 --purpose TAX_CREDIT --case 琼税案〔2026〕1号 deploy/seed/contracts/profile.graphql --var uscc=91460100G00000007P`,
    `npx xinqiao query '{ organization(uscc: "91460100G00000007P") { amr { regBasic { name status } } } }' -o json`,
  ])
  return command.action(async (operation: string, options: QueryOptions) => query(command, operation, options))
}

async function query(command: Command, operation: string, options: QueryOptions): Promise<void> {
  const shared = sharedOptions(command)
  const ask = asker(findHub(shared.state), options)
  const text = operationText(operation)
  if (options.subjects === undefined) {
    const answer = await ask(text, variablesOf(options.var))
    if (shared.output === 'table') writeOut(profileText(dataOf(answer)))
    else printData(answer.body, shared.output)
    return endWith(answer, shared.lang, shared.quiet)
  }
  const rows: unknown[] = []
  for (const subject of readSubjects(options.subjects)) {
    const answer = await ask(text, { ...variablesOf(options.var), ...subject })
    rows.push({ ...subject, status: answer.status, ...(answer.body as object) })
    if (shared.output === 'table') writeOut(`${Object.values(subject).join(' ')}\n${profileText(dataOf(answer))}\n`)
  }
  if (shared.output !== 'table') printData(rows, shared.output)
}

type Ask = (text: string, variables: Readonly<Record<string, unknown>>) => Promise<QueryAnswer>

function asker(hub: FoundHub, options: QueryOptions): Ask {
  if (options.as === undefined) return (text, variables) => askAnonymously(hub, text, variables)
  const client = hub.clients[options.as]
  const missing = (['contract', 'purpose'] as const).filter((name) => options[name] === undefined)
  if (client === undefined || missing.length > 0) {
    throw new CliError('usage', {
      code: client === undefined ? 'CLIENT_UNKNOWN' : 'FLAG_MISSING',
      what:
        client === undefined
          ? 'hub.json names no client of this id.'
          : `A question under a contract needs ${missing.map((name) => `--${name}`).join(' and ')}.`,
      next:
        client === undefined
          ? `one of: ${Object.keys(hub.clients).join(', ')}`
          : 'see the contracts: npx xinqiao contract list',
    })
  }
  const session = openSession({
    gateway: hub.gateway,
    issuer: hub.issuer,
    clientId: options.as,
    privateKey: readJsonKey(client.key),
    contract: options.contract ?? '',
    purpose: options.purpose ?? '',
    official: { ref: options.official ?? taskOfficial, role: 'query' },
    ...(options.case === undefined ? {} : { case: options.case }),
  })
  return async (text, variables) => (await session).query(text, variables)
}

async function askAnonymously(
  hub: FoundHub,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<QueryAnswer> {
  const response = await reach(`${hub.gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  })
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text), text, headers: Object.fromEntries(response.headers) }
}

function operationText(operation: string): string {
  const file = resolve(readEnvironment().invokedFrom, operation)
  return existsSync(file) ? readFileSync(file, 'utf8') : operation
}

function variablesOf(pairs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1)
        throw new CliError('usage', {
          code: 'VARIABLE_UNREADABLE',
          what: '--var expects name=value.',
          next: 'for example --var uscc=91460100G00000007P',
        })
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

interface AnswerBody {
  readonly data?: unknown
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions?: { readonly code?: string; readonly catalogItem?: string; readonly article?: string }
  }[]
}

function dataOf(answer: QueryAnswer): unknown {
  return (answer.body as AnswerBody).data ?? {}
}

/** Talk after the data: every refusal as a lesson, then the receipt; a whole refusal ends with exit code 4. */
function endWith(answer: QueryAnswer, lang: 'zh' | 'en', quiet: boolean): void {
  const lessons = ((answer.body as AnswerBody).errors ?? []).map(
    (error): Lesson => ({
      code: error.extensions?.code ?? 'ERROR',
      what: error.message,
      where: error.path?.join('.'),
      article: error.extensions?.article,
      next: `npx xinqiao explain ${error.extensions?.code ?? ''}`,
    }),
  )
  if (answer.status !== 200)
    throw new CliError(
      answer.status === 401 ? 'notAllowed' : answer.status === 503 ? 'unreachable' : 'refused',
      lessons,
    )
  if (quiet) return
  for (const lesson of lessons) writeTalk(`\n${lessonText(lesson, lang)}`)
  writeTalk(`\nreceipt ${answer.headers['hub-receipt'] ?? '–'}`)
}
