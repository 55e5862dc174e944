/** The questions of the cases: every organization in turn, and every window of fifty. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Question } from '../engines/engine.ts'
import { batchesAsked, subjectsOfBatch } from '../limits.ts'

const folder = join(import.meta.dirname, '..', 'world', 'contracts')

/** A registered operation as it stands in the contract's folder. */
export function operationText(name: 'profile' | 'batch'): string {
  return readFileSync(join(folder, `${name}.graphql`), 'utf8')
}

/** The joined profile, one organization a question. */
export function profileQuestions(usccs: readonly string[]): readonly Question[] {
  const query = operationText('profile')
  return usccs.map((uscc) => ({ query, variables: { uscc } }))
}

/** Fifty organizations a question; no two questions ask for the same fifty. */
export function batchQuestions(usccs: readonly string[]): readonly Question[] {
  const query = operationText('batch')
  const stride = Math.floor(usccs.length / batchesAsked)
  const ring = [...usccs, ...usccs]
  return Array.from({ length: batchesAsked }, (_, at) => ({
    query,
    variables: { usccs: ring.slice(at * stride, at * stride + subjectsOfBatch) },
  }))
}

/**
 * The profile in documents that no engine has seen: each has a name of its own for the root. The operations have none, so
 * that no engine tells an agency another text.
 */
export function coldQuestions(usccs: readonly string[], count: number): readonly Question[] {
  const text = operationText('profile').replace('query Profile(', 'query (')
  return Array.from({ length: count }, (_, at) => ({
    query: text.replace('organization(', `cold${at}: organization(`),
    variables: { uscc: usccs[at % usccs.length] ?? '' },
  }))
}
