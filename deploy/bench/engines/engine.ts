/** An engine: a process that answers the benchmark's questions, measured from outside. */
import { request } from 'undici'
import { headersOf, type LoadTarget } from '../load/load.ts'

/** One question: an operation and its variables. Engines are asked in their own form. */
export interface Question {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** An engine that runs. To add one, write a function that gives this. */
export interface Engine {
  readonly name: string
  /** The measured process. */
  readonly pid: number
  /** Whether its answers must be those of the other engines, field by field. */
  readonly answersAlike: boolean
  /** Name of a thread whose processor time is told apart as well; `null` where the engine has none. */
  readonly checkThread: string | null
  /** The question as the bytes this engine is sent. */
  bodyOf(question: Question): string
  /** Where the load asks; with fresh tokens where the engine wants them. Asked before each turn. */
  target(): Promise<LoadTarget>
  stop(): Promise<void>
}

/** Asks one question outside any turn, the way the load does, for learning and comparing. Gives `data`. @throws Error when it is not answered */
export async function askEngine(engine: Engine, question: Question): Promise<unknown> {
  const target = await engine.target()
  const response = await request(`${target.origin}${target.path}`, {
    method: 'POST',
    headers: await headersOf(target, 0),
    body: engine.bodyOf(question),
  })
  const text = await response.body.text()
  const answer: { readonly data?: unknown; readonly errors?: unknown } = text.startsWith('{') ? JSON.parse(text) : {}
  if (response.statusCode !== 200 || answer.errors !== undefined || answer.data === undefined || answer.data === null)
    throw new Error(`${engine.name} did not answer a question (status ${response.statusCode}): ${text.slice(0, 1_000)}`)
  return answer.data
}

/** A target that wants no token. */
export function openTarget(url: string): LoadTarget {
  const { origin, pathname } = new URL(url)
  return { origin, path: pathname, url, clients: [] }
}
