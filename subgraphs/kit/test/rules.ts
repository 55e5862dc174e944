/** The rules of market regulation's door on a fixed legal day. */
import { dataStandards, fixedClock, provincialCatalog } from '@xinqiao/schema'
import { fieldCipher } from '../src/field-encryption.ts'
import { forbiddenWords } from '../src/ingest/forbidden-words.ts'
import type { IngestRules } from '../src/ingest/ingest-rules.ts'

export const refKey: Uint8Array = new Uint8Array(32).fill(7)

export function testRules(instant = '2026-11-23T10:00:00+08:00', provider = 'amr'): IngestRules {
  const catalog = provincialCatalog()
  return {
    provider,
    catalog,
    standards: dataStandards(),
    clock: fixedClock(instant),
    refKey,
    cipher: fieldCipher(new Uint8Array(32).fill(9)),
    words: forbiddenWords(catalog),
  }
}
