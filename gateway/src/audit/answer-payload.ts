/** What belongs to an entry and must not stand in its leaf: sealed beside it, deletable by itself (audit.md §2, D6). */
import { hash } from 'node:crypto'
import { payloadVariablesCharsMax } from '../limits.ts'
import type { Shaped } from '../shape/shaped.ts'

/** One agency's signed answer: enough to hold it against the agency's own call log, which has the rest of what was signed. */
export interface PayloadAnswer {
  readonly agency: string
  /** Its `content-digest`, key, seconds and `signature`, as they came. */
  readonly digest: string
  readonly key: string
  readonly created: number
  readonly signature: string
}

/** The payload of `query` and `subject` entries, as JSON. */
export interface AnswerPayload {
  readonly remoteAddress: string
  readonly case: string | null
  readonly official: { readonly ref: string; readonly role: string | null } | null
  /** Keys of subjects, a list for each group of `seen`, in its order. */
  readonly subjects: readonly (readonly string[])[]
  /** As the caller sent them; what is longer than an entry should be is told by its digest and length. */
  readonly variables: Readonly<Record<string, unknown>> | { readonly sha256: string; readonly chars: number }
  readonly answers: readonly PayloadAnswer[]
}

/** The payload's bytes. */
export function answerPayload({ from, facts }: Shaped): Buffer {
  const { request, claims } = from
  const head = JSON.stringify({
    remoteAddress: request.remoteAddress,
    case: claims?.case ?? null,
    official: claims?.official ?? null,
    subjects: facts.seen.map(({ subjects }) => subjects.map(({ key }) => key)),
    answers: payloadAnswers(facts),
  } satisfies Omit<AnswerPayload, 'variables'>)
  return Buffer.from(`${head.slice(0, -1)},"variables":${variablesText(request.variables)}}`)
}

function payloadAnswers({ answers }: Shaped['facts']): readonly PayloadAnswer[] {
  const all: PayloadAnswer[] = []
  for (const [agency, of] of answers)
    for (const { contentDigest: digest, keyId: key, created, signature } of of)
      all.push({ agency, digest, key, created, signature })
  return all
}

/** Made once, and looked at for its length: a refused operation may carry a megabyte, and the log shall not. */
function variablesText(variables: AnswerPayload['variables']): string {
  const text = JSON.stringify(variables)
  if (text.length <= payloadVariablesCharsMax) return text
  return JSON.stringify({ sha256: hash('sha256', text), chars: text.length })
}
