/** Keeps an answer so that it can be proven later: its bytes, the request's, the statement over both, the office's list of keys, the log's key. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { QueryAnswer } from '@xinqiao/consumer-kit'
import { readEnvironment } from '../config.ts'
import { getJson, reach } from '../hub/plain-request.ts'
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
 * Writes `answer.json`, `request.json`, `answer.jws`, `keys.json` and `log.vkey` into a folder, which is made.
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
  const logKey = await logKeyOf(registry, headers['hub-receipt'] ?? '')
  const path = resolve(readEnvironment().invokedFrom, folder)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  // A proof from before is that of another answer.
  rmSync(join(path, 'entry.proof'), { force: true })
  const files = {
    'answer.json': text,
    'request.json': request,
    'answer.jws': statement,
    'keys.json': JSON.stringify({ list: await keys.text() }),
    ...(logKey === undefined ? {} : { 'log.vkey': `${logKey}\n` }),
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content, { mode: 0o600 })
}

/** The log's key as the hub publishes it on this day; a key that changes later shows. */
async function logKeyOf(registry: string, receipt: string): Promise<string | undefined> {
  const { keys } = (await getJson(`${registry}/audit/keys`)) as {
    readonly keys: readonly { readonly origin: string; readonly vkey: string }[]
  }
  return keys.find(({ origin }) => origin === receipt.slice(0, receipt.lastIndexOf('/')))?.vkey
}
