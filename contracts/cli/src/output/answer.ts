/** What a GraphQL answer says beside its data: refusals as lessons, and the exit code of the whole. */
import type { QueryAnswer } from '@xinqiao/consumer-kit'
import type { Lesson } from '../errors.ts'
import type { ExitName } from '../exit-codes.ts'
import { codeLesson } from './code-lesson.ts'
import { asObject, isLeaf } from './profile.ts'

interface AnswerError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly locations?: readonly { readonly line: number; readonly column: number }[]
  readonly extensions?: {
    readonly code?: string
    readonly catalogItem?: string
    readonly article?: string
    readonly agency?: string
  }
}

type Answered = Pick<QueryAnswer, 'status' | 'body'>

/** `data` of an answer; empty where there is none. */
export function dataOf(answer: Answered): unknown {
  return asObject(answer.body)['data'] ?? {}
}

/** Every error of an answer: code, text, place, article, next step. */
export function lessonsOf(answer: Answered): readonly Lesson[] {
  return errorsOf(answer).map(({ message, path, locations, extensions }) => {
    const place = [
      path?.join('.'),
      extensions?.catalogItem ?? extensions?.agency,
      path === undefined ? locations?.map(({ line, column }) => `${line}:${column}`).join(', ') : undefined,
    ]
    const lesson = codeLesson(extensions?.code ?? 'HUB_ANSWERED_WITH_AN_ERROR', {
      message,
      where: place.filter((part) => part !== undefined && part !== '').join('  ') || undefined,
      article: extensions?.article,
    })
    return quotesMessage.has(lesson.code) && typeof lesson.what !== 'string'
      ? { ...lesson, what: { zh: `${lesson.what.zh}${message}`, en: `${lesson.what.en} ${message}` } }
      : lesson
  })
}

/** Here the message names the typing error; all others say what the table says. */
const quotesMessage: ReadonlySet<string> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED'])
const unauthenticated = 401
const ok = 200
const serverFault = 500

/** A partial answer is done; one in which nothing but refusals came is refused, or unreachable where parts were away. */
export function exitOfAnswer(
  answer: Answered,
): Extract<ExitName, 'done' | 'refused' | 'notAllowed' | 'unreachable' | 'usage'> {
  const { status } = answer
  if (status === unauthenticated) return 'notAllowed'
  if (status >= serverFault) return 'unreachable'
  const codes = errorsOf(answer).map(({ extensions }) => extensions?.code ?? '')
  if (codes.some((code) => code.startsWith('GRAPHQL_') || code === 'BAD_USER_INPUT')) return 'usage'
  if (status !== ok) return 'refused'
  if (codes.length === 0 || holdsFacts(dataOf(answer))) return 'done'
  return codes.every((code) => code.startsWith('SUBGRAPH_') || code === 'FACTS_STALE') ? 'unreachable' : 'refused'
}

function holdsFacts(value: unknown): boolean {
  if (isLeaf(value)) return value !== null && value !== undefined
  return Object.values(asObject(value)).some(holdsFacts)
}

function errorsOf(answer: Answered): readonly AnswerError[] {
  const errors = asObject(answer.body)['errors']
  return Array.isArray(errors) ? (errors as readonly AnswerError[]) : []
}
