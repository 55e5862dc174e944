/** The distinct subjects an operation names; a contract's figure per request counts these. */
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { DecidedRoot } from './decided.ts'

export function namedSubjects(roots: readonly DecidedRoot[]): readonly CreditSubject[] {
  const subjects = new Map<string, CreditSubject>()
  for (const root of roots)
    if (root.kind === 'subjects')
      for (const slot of root.slots)
        if (slot.kind === 'subject') subjects.set(`${slot.subject.kind} ${slot.subject.key}`, slot.subject)
  return [...subjects.values()]
}

/** The distinct records an operation names; each is about one subject, whoever that is. */
export function namedRecords(roots: readonly DecidedRoot[]): ReadonlySet<string> {
  const records = new Set<string>()
  for (const root of roots)
    if (root.kind === 'subjects') for (const slot of root.slots) if (slot.kind === 'record') records.add(slot.record)
  return records
}
