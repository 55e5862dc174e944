/** The questions of the cases: every organization in turn, and every window of fifty. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Question } from '../engines/engine.ts'
import { batchesAsked, subjectsOfBatch } from '../limits.ts'

const folder = join(import.meta.dirname, '..', 'world', 'contracts')

/** The joined profile, one organization a question. */
export function profileQuestions(usccs: readonly string[]): readonly Question[] {
  const query = readFileSync(join(folder, 'profile.graphql'), 'utf8')
  return usccs.map((uscc) => ({ body: JSON.stringify({ query, variables: { uscc } }) }))
}

/** Fifty organizations a question; no two questions ask for the same fifty. */
export function batchQuestions(usccs: readonly string[]): readonly Question[] {
  const query = readFileSync(join(folder, 'batch.graphql'), 'utf8')
  const stride = Math.floor(usccs.length / batchesAsked)
  const ring = [...usccs, ...usccs]
  return Array.from({ length: batchesAsked }, (_, at) => {
    const chosen = ring.slice(at * stride, at * stride + subjectsOfBatch)
    return { body: JSON.stringify({ query, variables: { usccs: chosen } }) }
  })
}
