/** An engine: a process that answers the benchmark's questions, measured from outside. */
import { request } from 'undici'
import { headersOf, type LoadTarget } from '../load/load.ts'

/** One question: a registered operation and its variables, as the bytes that are sent. */
export interface Question {
  readonly body: string
}

/** An engine that runs. To add one, write a function that gives this. */
export interface Engine {
  readonly name: string
  /** The measured process. */
  readonly pid: number
  /** Whether its answers must be those of the other engines, field by field. */
  readonly answersAlike: boolean
  /** Where the load asks; with fresh tokens where the engine wants them. Asked before each turn. */
  target(): Promise<LoadTarget>
  /** Asks one question outside any turn, for comparing answers. @throws Error when it is not answered */
  send(question: Question): Promise<unknown>
  stop(): Promise<void>
}

/** Asks one question the way the load does. Gives `data`. */
export async function sendTo(target: LoadTarget, { body }: Question): Promise<unknown> {
  const response = await request(`${target.origin}${target.path}`, {
    method: 'POST',
    headers: await headersOf(target, 0),
    body,
  })
  const text = await response.body.text()
  const answer: { readonly data?: unknown; readonly errors?: unknown } = text.startsWith('{') ? JSON.parse(text) : {}
  if (response.statusCode !== 200 || answer.errors !== undefined || answer.data === undefined || answer.data === null)
    throw new Error(`A question was not answered (status ${response.statusCode}): ${text.slice(0, 1_000)}`)
  return answer.data
}
