/** What the verbs of the audit store say. */
import type { Bilingual } from '../output/language.ts'

const both = (zh: string, en: string): Bilingual => ({ zh, en })

type StoreTalk =
  | 'found'
  | 'more'
  | 'behind'
  | 'notComplete'
  | 'exported'
  | 'compared'
  | 'remade'
  | 'erased'
  | 'wasErased'
  | 'wouldErase'

/** Sentences; `#` stands for a figure or a name, in order. */
export const storeTalk: Readonly<Record<StoreTalk, Bilingual>> = {
  found: both(
    '# 条；本次查询已记入登记处的日志。未核对：条目与日志的一致（npx xinqiao audit verify）。',
    "# entries; this search stands in the registry's log. Not checked: that they are the log's (npx xinqiao audit verify).",
  ),
  more: both('还有更早的条目：加 --after #', 'Older entries follow: add --after #'),
  behind: both('# 已索引至 #，见证至 #，完整至 #', '# is indexed up to #, settled up to #, complete up to #'),
  notComplete: both(
    '上列日志源自其完整时刻起的条目可能尚未入索引。',
    'Entries after these moments may be missing from the index.',
  ),
  exported: both(
    '# 条，每条附证明；未核对：签名、见证与整棵树（npx xinqiao audit verify）。',
    '# entries, each with its proof. Not checked: signatures, witnesses, the whole tree (npx xinqiao audit verify).',
  ),
  compared: both(
    '#：已比对 #/# 条；索引不符 # 条，明细缺失 # 条。未核对：日志自身（npx xinqiao audit verify）。',
    '#: # of # entries compared; # rows differ, # payloads are missing. Not checked: the log itself (npx xinqiao audit verify).',
  ),
  remade: both(
    '# 的索引已清空，原有 # 条；其日志的后台进程正从文件重建。明细与证明不受影响。',
    'The index of # is emptied, # entries; its keeper makes it again from the files. Payloads and proofs are not touched.',
  ),
  erased: both(
    '#/# 的明细已删除，不可再还原；条目与证明仍然有效。日志段与备份中的密文随当月密钥销毁而失效。',
    'The payload of #/# is erased and opens no more; entry and proofs stand. Sealed copies in segments and backups end with the keys of the month.',
  ),
  wouldErase: both(
    '未作改动。将删除 #/# 的明细：主体、变量、经办人与案号不可再还原；条目与证明保留。加 --basis 条款 执行。',
    'Nothing was done. The payload of #/# would go: subjects, variables, official and case open no more; entry and proofs stay. Add --basis ARTICLE to do it.',
  ),
  wasErased: both('#/# 没有明细可删，未作改动。', '#/# has no payload any more; nothing was done.'),
}
