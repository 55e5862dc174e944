/** What the verbs of the key store say. */
import type { MonthState } from '../hub/registry-keys.ts'
import type { Bilingual } from '../output/language.ts'

const both = (zh: string, en: string): Bilingual => ({ zh, en })

/** Sentences; `#` stands for a figure, in order. */
export const keyTalk: Readonly<
  Record<'months' | 'hold' | 'release' | 'destroy' | 'wouldDestroy' | 'alreadyGone', Bilingual>
> = {
  months: both(
    '# 个月：# 个有密钥，其中 # 个保全；# 个已销毁。',
    '# months: # with keys, # of them held; # destroyed.',
  ),
  hold: both(
    '#：2 把密钥已保全，期满（#）时不销毁。保全中的月份：#。',
    '#: 2 keys are held; the end of the term (#) does not destroy them. Months held: #.',
  ),
  release: both(
    '#：保全已解除，2 把密钥期满（#）时销毁。保全中的月份：#。',
    '#: the hold is released; 2 keys end with the term (#). Months held: #.',
  ),
  destroy: both(
    '#：2 把密钥已销毁。该月全部假名与明细不可再还原，证明仍然有效。仍有密钥的月份：#。',
    '#: 2 keys destroyed. No pseudonym and no payload of the month opens any more; its proofs stand. Months with keys: #.',
  ),
  wouldDestroy: both(
    '未作改动。#：将销毁 2 把密钥，最早自 # 起；期满日 #。此后该月全部假名与明细不可再还原，备份亦然；证明仍然有效。加 --reason 执行。',
    'Nothing was done. #: 2 keys would be destroyed, from # at the earliest; its term ends #. After that no pseudonym and no payload of the month opens any more, in backups too; its proofs stand. Add --reason to do it.',
  ),
  alreadyGone: both(
    '未作改动。#：2 把密钥已经销毁（最早自 #，期满日 #）。',
    'Nothing was done. #: both keys are destroyed already (from # at the earliest; term to #).',
  ),
}

export const keyHeadings: Readonly<Record<'month' | 'state' | 'termEnds' | 'since' | 'reason', Bilingual>> = {
  month: both('月份', 'month'),
  state: both('状态', 'state'),
  termEnds: both('期满', 'term ends'),
  since: both('自', 'since'),
  reason: both('事由', 'reason'),
}

export const keyStates: Readonly<Record<MonthState, Bilingual>> = {
  next: both('待用', 'next'),
  active: both('在用', 'active'),
  retired: both('停用', 'retired'),
  held: both('保全', 'held'),
  destroyed: both('已销毁', 'destroyed'),
}
