/** What the verifier's program says of itself, in both languages: an inspector may have nothing but the folder it came in. */
import type { Language } from './texts.ts'

export const usage: Readonly<Record<Language, string>> = {
  en: `Checks an audit log with files alone: no hub, no network. Needs Node 24.

  node verify-program.ts DIR [flags]             a copied folder: one log, or a node with all its years
  node verify-program.ts prove DIR INDEX         writes the proof of one entry, to take it along
  node verify-program.ts proof FILE --key KEY    checks such a proof without the folder

  --key KEY            the log's verifier key, or a file of keys, one a line; got elsewhere than the folder
  --from FILE          an older checkpoint that somebody kept; again for each
  --witness KEY        a witness's verifier key, or a file of them; again for each
  --k N                how many of them must have signed; else more than half
  --receipt PLACE      a receipt (origin/index), with --leaf HASH for each
  --entry N            an entry to open, with --payload FILE and perhaps --answer FILE
  --hashes-only        the entries were removed at the end of their term
  --json, --lang zh|en

Exit code: 0 good, 1 finding, 2 not readable. Each run says what it did not check.`,
  zh: `只凭文件核对审计日志：不连平台，不用网络。需要 Node 24。

  node verify-program.ts 文件夹 [选项]              日志文件夹的副本：一份日志，或一个节点的全部年份
  node verify-program.ts prove 文件夹 序号          写出一条的证明，便于带走
  node verify-program.ts proof 文件 --key 公钥      不看文件夹，核对这样的证明

  --key 公钥           日志的公钥，或每行一把的文件；须从文件夹以外取得
  --from 文件          他人早前保存的检查点，可重复
  --witness 公钥       见证方的公钥或其文件，可重复
  --k 数               须有几方见证；缺省过半
  --receipt 回执       日志名/序号，每份另加 --leaf 哈希
  --entry 序号         要打开的条目，连同 --payload 文件，可加 --answer 文件
  --hashes-only        条目已期满移除：只核对哈希
  --json, --lang zh|en

退出码：0 完好，1 有问题，2 读不了。每次都会说明没有核对什么。`,
}

/** What to do after a run that ended before its report. */
export function nextStep(isFinding: boolean): readonly string[] {
  if (isFinding)
    return [
      '下一步：保持证明文件原样，另行核对日志的公钥；仍不成立时连同回执交监管机构。',
      "Next: keep the proof as it is and compare the log's key with the published one; if it still fails, hand both to the supervisor.",
    ]
  return [
    '下一步：按所指之处更正后再试；--help 列出全部选项。',
    'Next: correct what is named; --help lists every flag.',
  ]
}
