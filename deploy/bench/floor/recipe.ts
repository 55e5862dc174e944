/** What a floor has to send: what the caller asked and no more, or what the gateway asked the doubles. */
import type { LearnedByAgency } from '../responders/responders.ts'
import type { FloorCall } from './floor.ts'

/**
 * Calls that ask each agency for the caller's own selection: the blocks `amr { … }` of the benchmark's operations.
 * @throws Error when the operation is not laid out as `world/contracts/*.graphql` are
 */
export function plainCalls(operation: string, urls: Readonly<Record<string, string>>): readonly FloorCall[] {
  return Object.entries(urls).map(([id, url]) => {
    const block = new RegExp(`^ {4}${id} \\{\\n.*?^ {4}\\}`, 'ms').exec(operation)?.[0]
    if (block === undefined) throw new Error(`The operation asks agency ${id} for nothing.`)
    const selection = block.replaceAll(/\s+/g, ' ').trim()
    const query = `query($r:[_Any!]!){_entities(representations:$r){...on Organization{${selection}}}}`
    return { url, before: `{"query":${JSON.stringify(query)},"variables":{"r":`, after: '}}' }
  })
}

/**
 * Calls as the gateway made them. The keys are the one list of objects among a question's variables; the text around it
 * must be the same for every subject.
 * @throws Error when a question holds no such list
 */
export function callsOf(learned: LearnedByAgency, urls: Readonly<Record<string, string>>): readonly FloorCall[] {
  return Object.entries(learned).flatMap(([id, questions]) => {
    const texts = questions.map(({ body }) => aroundKeys(body))
    const distinct = new Map(texts.map((around) => [`${around.before}\n${around.after}`, around]))
    return [...distinct.values()].map(({ before, after }) => ({ url: urls[id] ?? '', before, after }))
  })
}

function aroundKeys(body: string): { readonly before: string; readonly after: string } {
  const question: { readonly variables?: Readonly<Record<string, unknown>> } = JSON.parse(body)
  const keys = Object.values(question.variables ?? {}).filter(
    (value) => Array.isArray(value) && typeof value[0] === 'object',
  )
  const text = JSON.stringify(keys[0])
  const start = keys.length === 1 ? body.indexOf(text) : -1
  if (start < 0)
    throw new Error('A question to an agency holds not exactly one list of keys, written as JSON.stringify writes it.')
  return { before: body.slice(0, start), after: body.slice(start + text.length) }
}
