/** Every call of an audit beside the one entry of the log that it must have left (AU9). */
import type { AuditEntry } from '@xinqiao/audit-log'
import type { Asking, HubUnderTest, WireAnswer } from '../e2e/hub-under-test.ts'

/** One call as it was made, and what came back. `as`: `null` for the public. */
export interface RecordedCall {
  readonly as: Asking | null
  readonly answer: WireAnswer
}

/** A hub whose calls are kept. */
export interface RecordedHub {
  readonly hub: HubUnderTest
  readonly calls: readonly RecordedCall[]
}

/** Keeps the calls made through it. */
export function recordCalls(hub: HubUnderTest): RecordedHub {
  const calls: RecordedCall[] = []
  const keep = (as: Asking | null, answer: WireAnswer): WireAnswer => {
    calls.push({ as, answer })
    return answer
  }
  return {
    calls,
    hub: {
      ...hub,
      ask: async (as, query, variables) => keep(as, await hub.ask(as, query, variables)),
      askAnonymously: async (query, variables) => keep(null, await hub.askAnonymously(query, variables)),
    },
  }
}

/** Keeps what a `fetch` is answered, as it was on the wire; a body that is no JSON counts as an empty one. */
export function recordFetch(
  as: Asking,
  send: typeof fetch,
): { readonly calls: readonly Promise<RecordedCall>[]; readonly fetch: typeof fetch } {
  const calls: Promise<RecordedCall>[] = []
  const recorded: typeof fetch = async (input, init) => {
    const response = await send(input, init)
    calls.push(answerOf(response.clone()).then((answer) => ({ as, answer })))
    return response
  }
  return { calls, fetch: recorded }
}

async function answerOf(response: Response): Promise<WireAnswer> {
  const text = await response.text()
  const isJson = /json/u.test(response.headers.get('content-type') ?? '')
  const body: WireAnswer['body'] = isJson ? JSON.parse(text) : {}
  return { status: response.status, body, text, receipt: response.headers.get('hub-receipt') }
}

/** What is wrong with the entries of these calls, a sentence each; empty where every call has exactly one, with the right fields. */
export function wrongEntries(calls: readonly RecordedCall[], entries: ReadonlyMap<string, AuditEntry>): string[] {
  const wrong: string[] = []
  const seen = new Set<string>()
  for (const [at, { as, answer }] of calls.entries()) {
    const { receipt } = answer
    const entry = receipt === null ? undefined : entries.get(receipt)
    if (receipt === null || entry === undefined) wrong.push(`call ${at}: no entry at ${receipt}`)
    else if (seen.has(receipt)) wrong.push(`call ${at}: shares the entry ${receipt}`)
    else wrong.push(...differences(as, answer, entry).map((one) => `call ${at}, ${receipt}: ${one}`))
    if (receipt !== null) seen.add(receipt)
  }
  const first = calls[0]?.answer.receipt ?? ''
  const made = [...entries].slice([...entries.keys()].indexOf(first)).filter(([, { kind }]) => kind === 'query')
  for (const [receipt] of made) if (!seen.has(receipt)) wrong.push(`${receipt}: an entry of no call`)
  return wrong
}

function differences(as: Asking | null, answer: WireAnswer, entry: AuditEntry): string[] {
  const outcome = outcomeOf(answer)
  // A request whose form does not hold is turned away before its token is looked at: nobody is named then.
  const isNobody = outcome['code'] === 'BAD_USER_INPUT' && answer.status === unread && entry['client'] === null
  const parts = isNobody ? { client: null, agency: null, purpose: null, by: 'anonymous' } : partsOf(as)
  const expected = { ...parts, ...outcome, v: 1, kind: 'query' }
  return Object.entries(expected)
    .filter(([name, value]) => JSON.stringify(entry[name]) !== JSON.stringify(value))
    .map(([name, value]) => `${name}: expected ${JSON.stringify(value)}, got ${JSON.stringify(entry[name])}`)
}

function partsOf(as: Asking | null): Readonly<Record<string, unknown>> {
  if (as === null) return { client: 'anonymous', agency: 'anonymous', purpose: null, by: 'anonymous' }
  const { client, purpose } = as
  if (as.subject !== undefined) return { client, purpose, by: 'self' }
  // A named official stands there as a pseudonym that only the hub can make.
  return as.official === undefined ? { client, purpose, by: 'task' } : { client, purpose }
}

const ok = 200
const unread = 400
/** Errors of one place that are no refusal of it. */
const noRefusal: ReadonlySet<string> = new Set(['NOT_FOUND'])

/** What the bytes on the wire say of themselves. */
function outcomeOf({ status, text, body }: WireAnswer): Readonly<Record<string, unknown>> {
  const codes = (body.errors ?? []).map(({ extensions }) => extensions?.code ?? '')
  const isWhole = status !== ok || body.data === null || body.data === undefined
  const refusedSome = codes.some((code) => !noRefusal.has(code) && !code.startsWith('SUBGRAPH_'))
  return {
    status,
    bytes: Buffer.byteLength(text),
    decision: isWhole ? 'refused' : refusedSome ? 'partial' : 'permit',
    code: isWhole ? (codes[0] ?? null) : null,
  }
}
