/** A record source in memory that counts how often it is asked, and fails when told to. */
import type { CreditRecord } from '../src/credit-record.ts'
import type { RecordSource } from '../src/record-source.ts'

export interface MemorySource extends RecordSource {
  /** Statements so far. */
  readonly asked: { pages: number; records: number }
}

/** Gives every subject all these records, whatever its key. */
export function memorySource(records: readonly CreditRecord[], failure?: Error): MemorySource {
  const asked = { pages: 0, records: 0 }
  return {
    asked,
    pages: async (questions) => {
      asked.pages += 1
      if (failure !== undefined) throw failure
      return questions.map(({ item, first, after }) =>
        records.filter((one) => one.item === item && (after === null || one.record > after.record)).slice(0, first + 1),
      )
    },
    records: async (ids) => {
      asked.records += 1
      if (failure !== undefined) throw failure
      return ids.map((id) => records.find(({ record }) => record === id) ?? null)
    },
  }
}
