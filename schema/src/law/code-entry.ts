/** The one table of codes: texts in Chinese and English, article, next step, HTTP status. A code that lacks a part does not compile. */
import { ingestRefusals } from './codes/ingest-refusals.ts'
import { itemRefusals } from './codes/item-refusals.ts'
import { officeRefusals } from './codes/office-refusals.ts'
import { partFailures } from './codes/part-failures.ts'
import { requestFailures } from './codes/request-failures.ts'
import { requestRefusals } from './codes/request-refusals.ts'
import { schemaFindings } from './codes/schema-findings.ts'
import type { AnyCode, CodeEntry, CodeText } from './refusal-code.ts'

const texts: Readonly<Record<AnyCode, CodeText>> = {
  ...requestRefusals,
  ...itemRefusals,
  ...ingestRefusals,
  ...officeRefusals,
  ...requestFailures,
  ...partFailures,
  ...schemaFindings,
}

const entries: ReadonlyMap<string, CodeEntry> = new Map(
  Object.entries(texts).map(([code, text]) => [code, Object.freeze({ code: code as AnyCode, ...text })]),
)

/** The texts of one code. */
export function codeEntry(code: AnyCode): CodeEntry {
  return { code, ...texts[code] }
}

/** Whether a word from outside is one of our codes; `codeEntry` may be asked then. */
export function isCode(word: string): word is AnyCode {
  return entries.has(word)
}

/** The whole table, in the order of D17 and the walk. */
export function allCodes(): readonly CodeEntry[] {
  return [...entries.values()]
}
