/** The verifier's sentences, in both languages. `#` stands for a figure, in order. */
import type { FindingCode, GapCode } from './statement.ts'

export type Language = 'zh' | 'en'
type Text = Readonly<Record<Language, string>>

function both(zh: string, en: string): Text {
  return { zh, en }
}

export const findingTexts: Readonly<Record<FindingCode, Text>> = {
  CHECKPOINT_UNSIGNED: both(
    '检查点没有本日志密钥的有效签名。请从发布渠道核对密钥；若密钥无误，该检查点不是本日志签发的。',
    "The checkpoint has no valid signature of this log's key. Compare the key with the published one; if it is right, this log did not issue the checkpoint.",
  ),
  ROOT_DIFFERS: both(
    '前 # 条的根与已签名的检查点不符：文件夹内容在签名之后被改动。',
    'The root over the first # entries is not the one that was signed: the folder was changed after signing.',
  ),
  HISTORY_REWRITTEN: both(
    '在第 # 条处，本日志的根与早前已签名的检查点不符：历史被改写后重新签名。请保留两份检查点作为证据。',
    'At size # the log has another root than an older signed checkpoint: history was rewritten and signed again. Keep both checkpoints as evidence.',
  ),
  TAIL_CUT: both(
    '一份已签名的检查点有 # 条，本日志现在只有 # 条：末尾被截去，或文件夹被回退。',
    'A signed checkpoint has # entries, the log now has #: its end was cut, or the folder was rolled back.',
  ),
  ENTRY_CHANGED: both('第 # 条的内容被改动、调换或增删。', 'Entry # was changed, swapped, dropped or put in.'),
  ENTRY_FORM: both('第 # 条不是本日志会写下的形式。', 'Entry # has no form that this log writes.'),
  BUNDLE_INVALID: both(
    '从第 # 条起的条目包长度或条数不对。',
    'The bundle of entries from # on has a wrong length or number of entries.',
  ),
  BUNDLE_MISSING: both('从第 # 条起的条目包缺失。', 'The bundle of entries from # on is missing.'),
  TILE_CHANGED: both('此哈希瓦片与其下的条目不符。', 'This tile of hashes is not that of the entries below it.'),
  TILE_MISSING: both('此哈希瓦片缺失。', 'This tile of hashes is missing.'),
  WAL_DAMAGED: both(
    '从第 # 条起，预写日志中有一组坏数据，其后还有完好的组：这不是断电造成的残尾。',
    'From entry # on a group of the write-ahead log is bad although good ones follow: a crash does not leave that.',
  ),
  WAL_DIFFERS: both('预写日志中的第 # 条与树中的不同。', 'Entry # of the write-ahead log is not the one in the tree.'),
  WAL_GAP: both('预写日志在第 # 条处断开。', 'The write-ahead log has a gap at entry #.'),
  WITNESSES_TOO_FEW: both(
    '没有任何检查点得到所给见证方中 # 方的签名；刚开始的日志可能还在等候，十秒后再看。',
    'No checkpoint carries signatures of # of the given witnesses; a log that has just begun may still wait for them, look again after ten seconds.',
  ),
  RECEIPT_DIFFERS: both(
    '第 # 条与回执中的哈希不符：回执是不利于本平台的证据。',
    'Entry # does not have the hash of the receipt: the receipt is evidence against the hub.',
  ),
  RECEIPT_MISSING: both(
    '日志中没有回执所指的第 # 条：回执是不利于本平台的证据。',
    'The log has no entry # that the receipt names: the receipt is evidence against the hub.',
  ),
  PAYLOAD_DIFFERS: both(
    '所给明细与第 # 条的承诺不符，或没有此条。',
    'The payload does not open the commitment of entry #, or there is no such entry.',
  ),
  ANSWER_DIFFERS: both('所给答复与第 # 条的承诺不符。', 'The answer does not open the commitment of entry #.'),
  ORIGINS_BROKEN: both(
    '本日志的第一条没有如实接续 #：其间缺少文件夹，或前一份被截短。',
    'The first entry of this log does not go on from # as that is here: a folder between them is missing, or the older one was cut.',
  ),
}

export const gapTexts: Readonly<Record<GapCode, Text>> = {
  KEY_FROM_FOLDER: both(
    '密钥取自文件夹本身：任何人都能造出这样的文件夹。请用 --key 给出从别处取得的密钥。',
    'The key came from the folder itself: anyone could make such a folder. Give the key that you got elsewhere with --key.',
  ),
  NO_OLDER_CHECKPOINT: both(
    '没有外来的早前检查点：改写历史并重新签名，从文件夹本身看不出来。请用 --from 给出一份。',
    'There was no older checkpoint from outside: a history rewritten and signed again cannot be seen from the folder. Give one with --from.',
  ),
  NO_WITNESS: both(
    '没有核对见证方的签名：无法排除向不同的人出示不同的历史。请用 --witness 给出其密钥。',
    'No signature of a witness was checked: different histories shown to different people are not ruled out. Give their keys with --witness.',
  ),
  NOT_WITNESSED: both(
    '最后 # 条（第 # 条以后）还没有足够见证方的签名。',
    'The last # entries, those after the first #, are not signed by enough witnesses yet.',
  ),
  NO_RECEIPT: both(
    '没有核对回执：检查点之后被截去的条目只有回执能证明。',
    'No receipt was checked: an entry cut off after the last checkpoint can be shown by its receipt only.',
  ),
  RECEIPT_NOT_COVERED: both(
    '回执所指的第 # 条已在盘上，但还没有检查点覆盖它；60 秒内应当覆盖。',
    'Entry # of the receipt is on disk, but no checkpoint covers it yet; one should within 60 seconds.',
  ),
  NOT_COVERED: both(
    '有 # 条（第 # 条以后）还没有检查点覆盖：只按预写日志的校验和读过，没有签名保护。',
    '# entries, those after the first #, are not yet covered by a checkpoint: they were read by checksum, no signature protects them.',
  ),
  TORN_TAIL: both(
    '预写日志的末尾不完整：断电留下的残尾，或正在写入；从未确认过。',
    'The write-ahead log ends within a group: torn by a crash or just being written; it was never acknowledged.',
  ),
  KEPT_UNFINISHED: both(
    '文件 # 末尾的检查点不完整，没有用它核对。',
    'The file # ends within a checkpoint, which was not used.',
  ),
  NO_CHECKPOINT: both('文件夹中没有检查点。', 'The folder has no checkpoint.'),
  NO_ENTRIES: both(
    '只核对了哈希，没有读条目的内容（--hashes-only）。',
    'Hashes alone were checked, not what the entries say (--hashes-only).',
  ),
  NOTHING_OPENED: both(
    '没有打开任何明细或答复（--entry、--payload、--answer）。',
    'No payload and no answer was opened (--entry, --payload, --answer).',
  ),
  BEFORE_NOT_HERE: both('本日志接续 #，其文件夹不在此处。', 'This log goes on from #, whose folder is not here.'),
  WRITTEN_ON: both(
    '# 在下一份日志接续之后还多出 # 条：可能是事后补写，也可能是接续时磁盘出错。请查看这些条目。',
    '# has # entries more than the log that follows it names: they were written late, or the disk failed at the turn. Look at them.',
  ),
  TRUTH: both(
    '日志证明写下的内容没有变过，不证明写下的内容属实；时间只是记录者的时钟。',
    'The log proves that what was written has not changed, not that it was true; times are those of the clock that wrote them.',
  ),
}

/** What a report says beside findings and gaps. */
type Heading =
  | 'good'
  | 'bad'
  | 'origin'
  | 'kinds'
  | 'cuts'
  | 'kept'
  | 'outside'
  | 'witnessed'
  | 'receipts'
  | 'proven'
  | 'provenBy'
  | 'restNotSeen'
  | 'notChecked'

export const headings: Readonly<Record<Heading, Text>> = {
  good: both('完好：所核对的各项全部相符。', 'Good: all that was checked holds.'),
  bad: both('有问题：# 项不符。', 'Findings: # things do not hold.'),
  origin: both(
    '日志 #：检查点覆盖 # 条，根 #；连同预写日志共 # 条。',
    'Log #: # entries under the checkpoint, root #; # with the write-ahead log.',
  ),
  kinds: both('条目：#', 'Entries: #'),
  cuts: both(
    '有 # 条说明崩溃后截去过从未确认的内容：#',
    '# entries say that something never acknowledged was cut after a crash: #',
  ),
  kept: both(
    '已与文件夹自存的检查点核对：# 种大小',
    'Held against the checkpoints that the folder itself keeps, number of sizes: #',
  ),
  outside: both('已与外来的早前检查点（# 条处）核对', 'Held against older checkpoints from outside (at size #)'),
  witnessed: both('前 # 条由见证方签名：#（#）', 'The first # entries were signed by the witnesses #, last at #'),
  receipts: both('核对了 # 份回执', '# receipts checked'),
  proven: both(
    '第 # 条在日志 # 中：检查点覆盖 # 条，叶哈希 #。',
    'Entry # stands in the log #: its checkpoint covers # entries, hash of the leaf #.',
  ),
  provenBy: both('见证方签名：#', 'Signed by the witnesses #'),
  restNotSeen: both('没有看过日志的其余部分。', 'The rest of the log was not seen.'),
  notChecked: both('没有核对：', 'Not checked:'),
}

/** A sentence with its figures. */
export function sentence(text: Text, lang: Language, ...figures: readonly (string | number)[]): string {
  let at = 0
  return text[lang].replaceAll('#', () => String(figures[at++] ?? '#'))
}
