/** Keeps an answer so that it can be proven later: its bytes, the request's, the statement over both, and the office's list of keys. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { QueryAnswer } from '@xinqiao/consumer-kit'
import { readEnvironment } from '../config.ts'
import { reach } from '../hub/plain-request.ts'
import { ownError } from '../texts/lessons.ts'

/** A call of the hub that asks for a statement; remembers the body it sent. */
export interface StatedCall {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly body: () => string
}

/** Every question to this gateway asks for a statement. */
export function statedCall(gateway: string): StatedCall {
  let sent = ''
  return {
    fetch: (url, init) => {
      if (!url.startsWith(`${gateway}/graphql`)) return fetch(url, init)
      sent = typeof init.body === 'string' ? init.body : ''
      return fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...wantStatement } })
    },
    body: () => sent,
  }
}

const wantStatement = { 'hub-want-statement': '?1' }

/**
 * Writes `answer.json`, `request.json`, `answer.jws` and `keys.json` into a folder, which is made.
 * @throws CliError `HUB_ANSWERED_WITH_AN_ERROR` (exit 5) where no statement came
 */
export async function keepAnswer(
  folder: string,
  registry: string,
  { text, headers }: QueryAnswer,
  request: string,
): Promise<void> {
  const statement = headers['hub-statement']
  if (statement === undefined) throw ownError('HUB_ANSWERED_WITH_AN_ERROR', 'Hub-Statement')
  const keys = await reach(`${registry}/keys`)
  if (!keys.ok) throw ownError('HUB_ANSWERED_WITH_AN_ERROR', `HTTP ${keys.status}`)
  const path = resolve(readEnvironment().invokedFrom, folder)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const files = {
    'answer.json': text,
    'request.json': request,
    'answer.jws': statement,
    'keys.json': JSON.stringify({ list: await keys.text() }),
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content, { mode: 0o600 })
}
