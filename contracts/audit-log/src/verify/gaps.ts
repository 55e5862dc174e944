/** What a run did not check, in so many words: silence would be read as a promise. */
import type { OriginReport } from './report.ts'
import type { Gap, GapCode } from './statement.ts'
import type { KeptReceipt, VerifyRequest } from './verify-request.ts'

export interface GapInput {
  readonly report: OriginReport
  readonly request: VerifyRequest
  /** The log's key came from elsewhere than the folder. */
  readonly hasKey: boolean
  readonly receipts: readonly KeptReceipt[]
  readonly torn: boolean
  readonly unfinished: readonly string[]
}

export function gapsOf({ report, request, hasKey, receipts, torn, unfinished }: GapInput): readonly Gap[] {
  const { origin, checkpoint, size, witnessed, older } = report
  const gaps: Gap[] = []
  const add = (code: GapCode, ...figures: (string | number)[]): void => {
    gaps.push({ code, origin, where: origin, figures })
  }
  const covered = checkpoint?.size ?? 0
  if (!hasKey) add('KEY_FROM_FOLDER')
  if (checkpoint === null) add('NO_CHECKPOINT')
  if (size > covered) add('NOT_COVERED', size - covered, covered)
  if (torn) add('TORN_TAIL')
  for (const file of unfinished) add('KEPT_UNFINISHED', file)
  if (older.fromOutside.length === 0) add('NO_OLDER_CHECKPOINT')
  if ((request.witnesses ?? []).length === 0) add('NO_WITNESS')
  else if (witnessed !== null && witnessed.size < size) add('NOT_WITNESSED', size - witnessed.size, witnessed.size)
  if (receipts.length === 0) add('NO_RECEIPT')
  for (const { index } of receipts) if (index >= covered && index < size) add('RECEIPT_NOT_COVERED', index)
  if (request.hashesOnly === true) add('NO_ENTRIES')
  if (request.opening === undefined) add('NOTHING_OPENED')
  add('TRUTH')
  return gaps
}
