/** What the verifier can say. Codes and figures only; verify/texts.ts has the sentences. */

/** Something does not hold. */
export type FindingCode =
  /** The checkpoint, or one that was kept, does not read or is not signed by the log's key. */
  | 'CHECKPOINT_UNSIGNED'
  /** The tree of this folder has another root than its checkpoint says. */
  | 'ROOT_DIFFERS'
  /** An older checkpoint had another root at its size: what stands before was rewritten and signed again. */
  | 'HISTORY_REWRITTEN'
  /** An older checkpoint is larger than the log: its end was cut or the folder rolled back. */
  | 'TAIL_CUT'
  | 'ENTRY_CHANGED'
  | 'ENTRY_FORM'
  | 'BUNDLE_INVALID'
  | 'BUNDLE_MISSING'
  | 'TILE_CHANGED'
  | 'TILE_MISSING'
  | 'WAL_DAMAGED'
  | 'WAL_DIFFERS'
  | 'WAL_GAP'
  | 'WITNESSES_TOO_FEW'
  | 'RECEIPT_DIFFERS'
  | 'RECEIPT_MISSING'
  | 'PAYLOAD_DIFFERS'
  | 'ANSWER_DIFFERS'
  /** A folder is missing between two, or does not begin with what it follows. */
  | 'ORIGINS_BROKEN'

/** Something could not be, or was not, checked. */
export type GapCode =
  | 'KEY_FROM_FOLDER'
  | 'NO_OLDER_CHECKPOINT'
  | 'NO_WITNESS'
  | 'NOT_WITNESSED'
  | 'NO_RECEIPT'
  | 'RECEIPT_NOT_COVERED'
  | 'NOT_COVERED'
  | 'TORN_TAIL'
  | 'KEPT_UNFINISHED'
  | 'NO_CHECKPOINT'
  | 'NO_ENTRIES'
  | 'NOTHING_OPENED'
  | 'BEFORE_NOT_HERE'
  /** The log before has more entries than the one that follows it names: written late, or the follower's opening was interrupted. */
  | 'WRITTEN_ON'
  | 'TRUTH'

/** One statement. `origin`: of the log it is about; `where`: file, or entry number; `figures` go into the sentence in order. */
export interface Statement<Code extends string> {
  readonly code: Code
  readonly origin: string
  readonly where: string
  readonly figures: readonly (string | number)[]
}

export type Finding = Statement<FindingCode>
export type Gap = Statement<GapCode>

/** Findings of one run, no more than anyone would read. */
export class Findings {
  readonly origin: string
  readonly list: Finding[] = []

  constructor(origin: string) {
    this.origin = origin
  }

  add(code: FindingCode, where: string, ...figures: (string | number)[]): void {
    if (this.list.length < findingsMax) this.list.push({ code, origin: this.origin, where, figures })
  }
}

const findingsMax = 100
