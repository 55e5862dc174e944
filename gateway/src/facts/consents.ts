/** Consents are asked at the office for every request, in one batch, and never kept: a withdrawal acts on the very next query (REG-14.2, REG-16.2b). */
import type { ConsentAnswer, ConsentState } from '@xinqiao/contracts'
import { consentsDeadlineMs } from '../limits.ts'
import type { Office } from './ask-office.ts'
import type { ConsentQuestion } from './facts.ts'

const states: ReadonlySet<string> = new Set<ConsentState>(['covered', 'none', 'withdrawn', 'expired', 'scope'])

/** The office's word for each subject and item asked; `unavailable` when it is not there or not whole: nothing is guessed. */
export async function askConsents(
  office: Office,
  question: ConsentQuestion,
): Promise<readonly ConsentAnswer[] | 'unavailable'> {
  const { grantee, subjects, items, use, on, requestId } = question
  try {
    const answer = await office.ask({
      method: 'POST',
      path: '/facts/consents',
      body: { grantee, subjects, items, use, on },
      items,
      purpose: use,
      requestId,
      timeoutMs: consentsDeadlineMs,
    })
    return wholeAnswer(answer, question)
  } catch {
    return 'unavailable'
  }
}

/** Every pair that was asked, and no other. */
function wholeAnswer(value: unknown, { subjects, items }: ConsentQuestion): readonly ConsentAnswer[] | 'unavailable' {
  const answers = typeof value === 'object' && value !== null && 'answers' in value ? value.answers : undefined
  if (!Array.isArray(answers)) return 'unavailable'
  const known = new Map<string, ConsentAnswer>()
  for (const answer of answers) {
    const one = readAnswer(answer)
    if (one === undefined) return 'unavailable'
    known.set(`${one.subject} ${one.item}`, one)
  }
  const asked = subjects.flatMap((subject) => items.map((item) => known.get(`${subject} ${item}`)))
  const whole = asked.filter((answer) => answer !== undefined)
  return whole.length === asked.length ? whole : 'unavailable'
}

function readAnswer(value: unknown): ConsentAnswer | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { subject, item, state, consent = null } = value as Readonly<Record<string, unknown>>
  if (typeof subject !== 'string' || typeof item !== 'string' || typeof state !== 'string') return undefined
  if (!states.has(state) || (consent !== null && typeof consent !== 'string')) return undefined
  return { subject, item, state: state as ConsentState, consent }
}
