/** What `who-read-me` says. */
import type { Bilingual } from '../output/language.ts'

const both = (zh: string, en: string): Bilingual => ({ zh, en })

type LookTalk =
  | 'looks'
  | 'none'
  | 'more'
  | 'complete'
  | 'incomplete'
  | 'behind'
  | 'proven'
  | 'own'
  | 'anybody'
  | 'erased'
  | 'damaged'
  | 'refusedWhole'
  | 'feed'

/** Sentences; `#` stands for a figure or a name, in order. */
export const lookTalk: Readonly<Record<LookTalk, Bilingual>> = {
  looks: both(
    '列出自 # 起的查阅 # 次，新的在前；本次查阅也已入日志。',
    'Looks since #, newest first: # shown; this one is in the log too.',
  ),
  none: both('自 # 起无人查阅；本次查阅已入日志。', 'Since # nobody has looked; this look is in the log.'),
  more: both('还有更早的查阅：加 --after #', 'Older looks follow: add --after #'),
  complete: both('至 # 完整。', 'Complete up to #.'),
  incomplete: both('尚不能说明完整至何时。', 'Up to when it is complete cannot be said yet.'),
  behind: both(
    '以下节点的日志尚未全部入索引，其查阅可能未列出：#',
    'Not wholly in the index yet, so looks may be missing: #',
  ),
  proven: both(
    '未核对：条目与日志的一致。网关日志的核对：npx xinqiao audit verify',
    "Not checked: that they are the logs'. For the gateway's: npx xinqiao audit verify",
  ),
  own: both('本人', 'yourself'),
  anybody: both('公众', 'anybody'),
  erased: both('办件信息已删除', 'case erased'),
  damaged: both('办件信息与条目不符', 'case does not belong to the entry'),
  refusedWhole: both('整体拒绝 #', 'refused as a whole: #'),
  feed: both('推送', 'by feed'),
}

/** Outcomes of an item. */
export const outcomes: Readonly<Record<string, Bilingual>> = {
  released: both('已提供', 'released'),
  empty: both('无记录', 'nothing there'),
  refused: both('拒绝', 'refused'),
  failed: both('未取得', 'not reached'),
}
