/** Loaders of one operation: whatever its fields ask in one turn goes to the source in one statement. */
import DataLoader from 'dataloader'
import type { CreditRecord } from '../credit-record.ts'
import { KitError } from '../errors.ts'
import { pagesPerStatementMax, recordsPerStatementMax, rowsPerOperationMax } from '../limits.ts'
import type { PageQuestion, RecordSource } from '../record-source.ts'

export interface RecordLoader {
  page(question: PageQuestion): Promise<readonly CreditRecord[]>
  record(id: string): Promise<CreditRecord | null>
}

/**
 * Makes the loaders; they live for one operation and are never shared.
 * The page loader refuses `OPERATION_TOO_LARGE` above the rows one operation may read.
 */
export function recordLoader(source: RecordSource): RecordLoader {
  let rows = 0
  const pages = new DataLoader<PageQuestion, readonly CreditRecord[], string>((questions) => source.pages(questions), {
    cacheKeyFn: (question) => JSON.stringify(question),
    maxBatchSize: pagesPerStatementMax,
  })
  const records = new DataLoader<string, CreditRecord | null>((ids) => source.records(ids), {
    maxBatchSize: recordsPerStatementMax,
  })
  return {
    page: (question) => {
      rows += question.first
      if (rows > rowsPerOperationMax)
        return Promise.reject(
          new KitError('OPERATION_TOO_LARGE', 400, 'The operation asks for more rows than one may read.'),
        )
      return pages.load(question)
    },
    record: (id) => records.load(id),
  }
}
