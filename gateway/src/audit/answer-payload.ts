/** What belongs to an entry and must not stand in its leaf: sealed beside it, deletable by itself (audit.md §2, D6). */
import { hash } from 'node:crypto'
import type { AnswerEvidence } from '../fetch/vouching.ts'
import { payloadVariablesCharsMax } from '../limits.ts'
import type { Shaped } from '../shape/shaped.ts'

/**
 * One agency's signed answer as it came: agency, `content-digest`, seconds at which it was signed, `signature`. With the
 * agency's own call log, which has the request, it can be held against the key that the entry's bundle names.
 */
export type PayloadAnswer = readonly [agency: string, digest: string, created: number, signature: string]

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

/**
 * The payload's bytes. Digests and signatures were checked for their forms, none of which needs an escape: they are written as
 * they are, since this is done for every answer. Keys of subjects are not: those of records asked by id are an agency's words.
 */
export function answerPayload({ from, facts }: Shaped): Buffer {
  const { request, claims } = from
  const official = claims?.official ?? null
  const who = `"case":${quoted(claims?.case)},"official":${official === null ? 'null' : JSON.stringify(official)}`
  const what = `"subjects":${subjectsText(facts)},"variables":${variablesText(request.variables)}`
  return Buffer.from(
    `{"answers":${answersText(facts)},${who},"remoteAddress":${quoted(request.remoteAddress)},${what}}`,
  )
}

function quoted(text: string | null | undefined): string {
  return text === null || text === undefined ? 'null' : JSON.stringify(text)
}

function answersText({ answers }: Shaped['facts']): string {
  let text = ''
  for (const [agency, of] of answers)
    for (const one of of) text += `${text === '' ? '' : ','}${answerText(agency, one)}`
  return `[${text}]`
}

function answerText(agency: string, { contentDigest, created, signature }: AnswerEvidence): string {
  return `["${agency}","${contentDigest}",${created},"${signature}"]`
}

function subjectsText({ seen }: Shaped['facts']): string {
  let text = ''
  for (const { subjects } of seen) {
    let keys = ''
    for (const { key } of subjects) keys += `${keys === '' ? '' : ','}${JSON.stringify(key)}`
    text += `${text === '' ? '' : ','}[${keys}]`
  }
  return `[${text}]`
}

/** Made once, and looked at for its length: a refused operation may carry a megabyte, and the log shall not. */
function variablesText(variables: AnswerPayload['variables']): string {
  const text = JSON.stringify(variables)
  if (text.length <= payloadVariablesCharsMax) return text
  return JSON.stringify({ sha256: hash('sha256', text), chars: text.length })
}
