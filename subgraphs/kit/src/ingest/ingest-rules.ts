/** What the ingest door judges by: the catalog and standards in force, legal time, the agency's keys. */
import type { Catalog, Clock, DataStandards, ProviderId } from '@xinqiao/schema'
import type { FieldCipher } from '../field-encryption.ts'
import type { WordSearch } from './forbidden-words.ts'

/** What a record is judged by. */
export interface IngestRules {
  readonly provider: ProviderId
  readonly catalog: Catalog
  readonly standards: DataStandards
  readonly clock: Clock
  readonly refKey: Uint8Array
  readonly cipher: FieldCipher
  readonly words: WordSearch
}
