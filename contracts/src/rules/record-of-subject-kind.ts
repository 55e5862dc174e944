/** REG-2.1: the record's own subject kind is one that the item and the contract are open to. */
import type { WithheldReason } from '../decision/decision.ts'
import type { RowQuestion } from '../decision/questions.ts'

export function recordOfSubjectKind({ record, catalog, contract }: RowQuestion): WithheldReason | null {
  const kind = record.subjectKind
  const isOpen = catalog.items.get(record.item)?.subjects.includes(kind) === true
  return isOpen && contract.subjects.includes(kind) ? null : 'subject_kind'
}
