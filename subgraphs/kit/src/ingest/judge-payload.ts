/** The payload against its item's data standard (REG-12a), and nothing that only looks like one. */
import { type CatalogItem, type SubjectKind, validatePayload } from '@xinqiao/schema'
import { isFields } from './envelope.ts'
import type { IngestRules } from './ingest-rules.ts'
import { memberWithPersonNumber } from './person-numbers.ts'
import { type RefusedRecord, refuse, type Verdict } from './verdict.ts'

/** The first finding of a payload as a refusal. */
export function judgePayload(
  data: unknown,
  told: RefusedRecord,
  item: CatalogItem,
  kind: SubjectKind,
  rules: IngestRules,
): Verdict | undefined {
  const standard = rules.standards.get(item.id)
  // An item without a data standard has no agreed form yet: nothing can be held to it, so nothing is taken in.
  if (standard === undefined) return refuse(told, 'RECORD_INVALID', 'item', 'The item has no data standard yet.')
  for (const finding of validatePayload(standard, data, rules.catalog)) {
    const path = `data.${finding.path}`
    if (finding.problem === 'prohibited')
      return refuse(told, 'PROHIBITED_CATEGORY', path, '', { alarm: { kind: 'prohibited', category: 'payload' } })
    if (finding.problem === 'consent_only' && kind === 'natural_person')
      return refuse(told, 'CONSENT_REQUIRED', path, '', { article: 'REG-14.3' })
    // D11: of an organization such a word may name a field of its standard; what is no field of it is unknown as ever.
    if (finding.problem === 'consent_only' && standard.fields.some(({ name }) => name === topOf(finding.path))) continue
    return refuse(told, 'RECORD_INVALID', path, finding.message)
  }
  // Numbers in free text would lie open in the database and pass the hub's masks.
  const leak = isFields(data) ? memberWithPersonNumber(data) : undefined
  if (leak !== undefined)
    return refuse(told, 'RECORD_INVALID', `data.${leak}`, 'A person’s number stands in fields of persons only.', {
      article: 'PLAN-IV.1a',
    })
  return undefined
}

/** First key of a path: `persons` of `persons[0].name`. */
function topOf(path: string): string | undefined {
  return path.split(/[.[]/u, 1)[0]
}
