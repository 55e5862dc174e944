/** The command line's own codes: what happened, which exit code it ends with, and the next step. Codes of the hub stand in schema. */
import type { ExitName } from '../exit-codes.ts'
import type { Bilingual } from '../output/language.ts'

/** Codes of the command line itself. */
export type OwnCode =
  | 'AGENCY_UNKNOWN'
  | 'ANSWER_NOT_PROVEN'
  | 'AUDIT_NOT_FOUND'
  | 'AUDIT_NOT_PROVEN'
  | 'AUDIT_UNREADABLE'
  | 'CLIENT_UNKNOWN'
  | 'CONTRACT_UNKNOWN'
  | 'DATE_UNREADABLE'
  | 'FILE_KIND_UNKNOWN'
  | 'FILE_NOT_FOUND'
  | 'FILE_TOO_LARGE'
  | 'FLAG_INVALID'
  | 'FLAG_MISSING'
  | 'HUB_ANSWERED_WITH_AN_ERROR'
  | 'HUB_NOT_FOUND'
  | 'HUB_UNREACHABLE'
  | 'INDEX_DIFFERS'
  | 'INDEX_ENDS'
  | 'INGEST_CUT_OFF'
  | 'INGEST_REFUSED'
  | 'KEYS_UNREADABLE'
  | 'KEY_NOT_FOUND'
  | 'MONTH_UNREADABLE'
  | 'NOTHING_TO_EXPLAIN'
  | 'NO_SUCH_DUTY'
  | 'PAYLOAD_LOST'
  | 'SIGNATURE_NOT_ACCEPTED'
  | 'SUBJECTS_UNREADABLE'
  | 'USAGE'
  | 'VARIABLE_UNREADABLE'
  | 'WITNESSES_UNREADABLE'

/** Texts of one code. */
export interface LessonText {
  readonly exit: ExitName
  readonly what: Bilingual
  readonly next: Bilingual
}

const both = (zh: string, en: string): Bilingual => ({ zh, en })

/** One table; a code without both languages does not compile. */
export const ownCodes: Readonly<Record<OwnCode, LessonText>> = {
  AGENCY_UNKNOWN: {
    exit: 'usage',
    what: both('该平台没有此编号的机构。', 'The hub knows no agency of this id.'),
    next: both('从所列编号中选择。', 'Name one of those listed.'),
  },
  ANSWER_NOT_PROVEN: {
    exit: 'findings',
    what: both('所存答复未获证明。', 'The kept answer is not proven.'),
    next: both(
      '请用答复的原始字节与同时取得的声明再试；仍不成立时，请保存全部文件并告知信用办。',
      "Try the answer's own bytes with the statement that came with them; if it still fails, keep all files and tell the credit office.",
    ),
  },
  AUDIT_NOT_FOUND: {
    exit: 'usage',
    what: both('此处没有审计日志。', 'There is no audit log here.'),
    next: both(
      '指明日志文件夹：npx xinqiao audit verify 文件夹',
      'Name the folder of a log: npx xinqiao audit verify FOLDER',
    ),
  },
  AUDIT_NOT_PROVEN: {
    exit: 'findings',
    what: both(
      '平台未在所承诺的 60 秒内给出该条目的证明，或该条目不属于此客户端。',
      'The hub gave no proof of the entry within the 60 s it promises, or the entry names another client.',
    ),
    next: both(
      '以作答时的客户端与合约再试一次；仍无证明时保存回执与声明并告知信用办：它们是证据。',
      'Try once more as the client that got the answer; if there is still no proof, keep receipt and statement and tell the credit office: they are evidence.',
    ),
  },
  AUDIT_UNREADABLE: {
    exit: 'usage',
    what: both(
      '所给的日志、密钥、检查点或证明无法使用。',
      'What was given of log, keys, checkpoints or proofs cannot be used.',
    ),
    next: both('按所指之处更正后再试。', 'Correct what is named and try again.'),
  },
  CLIENT_UNKNOWN: {
    exit: 'usage',
    what: both('该平台没有此编号的客户端。', 'The hub knows no client of this id.'),
    next: both('从所列编号中选择。', 'Name one of those listed.'),
  },
  CONTRACT_UNKNOWN: {
    exit: 'usage',
    what: both('登记处没有此编号的合约。', 'The registry knows no contract of this id.'),
    next: both('查看全部合约：npx xinqiao contract list', 'See all contracts: npx xinqiao contract list'),
  },
  DATE_UNREADABLE: {
    exit: 'usage',
    what: both('日期须写作 2026-11-24。', 'A legal date is written 2026-11-24.'),
    next: both('改正所列选项。', 'Correct the flag that is named.'),
  },
  FILE_KIND_UNKNOWN: {
    exit: 'usage',
    what: both('记录文件须为 .ndjson、.csv 或 .xlsx。', 'Records come as .ndjson, .csv or .xlsx.'),
    next: both('参见 deploy/README.md“The data folder”。', 'See deploy/README.md, "The data folder".'),
  },
  FILE_NOT_FOUND: {
    exit: 'usage',
    what: both('此路径没有可读的文件。', 'There is no readable file at this path.'),
    next: both('检查路径。', 'Check the path.'),
  },
  FILE_TOO_LARGE: {
    exit: 'usage',
    what: both('此处的文件不得超过 64 MB。', 'A file here may hold at most 64 MB.'),
    next: both('拆分文件。', 'Split it.'),
  },
  FLAG_INVALID: {
    exit: 'usage',
    what: both('该选项或参数没有这个取值。', 'The flag or argument does not take this value.'),
    next: both('按所示写法，或从所列取值中选择。', 'Write it as shown, or use one of those listed.'),
  },
  FLAG_MISSING: {
    exit: 'usage',
    what: both('缺少所列选项。', 'The flags listed are missing.'),
    next: both('补上后再试；--help 有示例。', 'Add them; --help shows examples.'),
  },
  HUB_ANSWERED_WITH_AN_ERROR: {
    exit: 'unreachable',
    what: both('平台以错误状态作答。', 'The hub answered with an error.'),
    next: both('检查平台状态：npx xinqiao doctor', 'Look at its state: npx xinqiao doctor'),
  },
  HUB_NOT_FOUND: {
    exit: 'unreachable',
    what: both('本机没有正在运行的平台。', 'No running hub was found on this machine.'),
    next: both(
      '启动平台：npm start    或指明状态目录：--state DIR',
      'Start one: npm start    or name its state folder: --state DIR',
    ),
  },
  HUB_UNREACHABLE: {
    exit: 'unreachable',
    what: both('平台或其一部分没有应答。', 'The hub, or a part of it, does not answer.'),
    next: both('检查平台状态：npx xinqiao doctor', 'Look at its state: npx xinqiao doctor'),
  },
  INDEX_DIFFERS: {
    exit: 'findings',
    what: both(
      '索引中的行与日志不符，或缺失；所示为第一条及其数目。',
      'Rows of the index differ from the log, or are missing; the first is named, with their number.',
    ),
    next: both(
      '先保存数据库备份作为证据并查明谁能写入，再由日志重建索引：npx xinqiao audit reindex 日志源',
      'Keep a backup of the database as evidence and find out who can write to it; then make the index again from the log: npx xinqiao audit reindex ORIGIN',
    ),
  },
  INDEX_ENDS: {
    exit: 'findings',
    what: both(
      '索引在日志结束之前中断，等待十秒仍未跟上；所示为第一条缺失者及其数目。',
      'The index ends before the log and did not catch up within ten seconds; the first missing entry is named, with their number.',
    ),
    next: both(
      '看日志的后台进程是否在运行（npx xinqiao doctor）；已结束的日志须重建其索引：npx xinqiao audit reindex 日志源',
      'See whether the keeper of the log runs (npx xinqiao doctor); have the index of a log that has ended made again: npx xinqiao audit reindex ORIGIN',
    ),
  },
  INGEST_CUT_OFF: {
    exit: 'unreachable',
    what: both(
      '应答在末行之前中断：文件是否已收入不明。',
      'The answer ended before its last line: the file may be taken in or not.',
    ),
    next: both('重新报送同一文件；不会重复收入。', 'Send the same file again; it changes nothing twice.'),
  },
  INGEST_REFUSED: {
    exit: 'unreachable',
    what: both(
      '报送入口拒收整个文件，未收入任何记录。',
      'The ingest door refused the whole file; nothing was taken in.',
    ),
    next: both('检查该机构：npx xinqiao doctor', 'Look at the agency: npx xinqiao doctor'),
  },
  KEYS_UNREADABLE: {
    exit: 'usage',
    what: both(
      '密钥名册或根密钥不可读：须为登记处 GET /keys 的原文并以 --root 指明根公钥，或 {"root", "list"}。',
      'The list of keys or the root key cannot be read: give the text of GET /keys of the registry with --root, or {"root", "list"}.',
    ),
    next: both('检查 --keys 与 --root。', 'Check --keys and --root.'),
  },
  KEY_NOT_FOUND: {
    exit: 'notAllowed',
    what: both(
      '缺少此次调用所需的私钥，或私钥不可读。',
      'The private key for this call is not there or cannot be read.',
    ),
    next: both('检查平台与密钥：npx xinqiao doctor', 'Look at hub and keys: npx xinqiao doctor'),
  },
  MONTH_UNREADABLE: {
    exit: 'usage',
    what: both(
      '月份须写作 2026-11，或 last、this、next，且在密钥库之中。',
      'A month is written 2026-11, or last, this, next, and is one of the key store.',
    ),
    next: both('查看全部月份：npx xinqiao keys months', 'See all months: npx xinqiao keys months'),
  },
  NOTHING_TO_EXPLAIN: {
    exit: 'usage',
    what: both(
      '平台不认识这一代码、目录项或条文。',
      'This is no code, no catalog item and no article that the hub knows.',
    ),
    next: both(
      '全部代码：npx xinqiao explain codes    全部目录项：npx xinqiao catalog list',
      'All codes: npx xinqiao explain codes    all items: npx xinqiao catalog list',
    ),
  },
  NO_SUCH_DUTY: {
    exit: 'usage',
    what: both('没有此编号或此章节的义务。', 'No duty has this id or section.'),
    next: both('查看全部：npx xinqiao law', 'See all: npx xinqiao law'),
  },
  PAYLOAD_LOST: {
    exit: 'findings',
    what: both(
      '日志所承诺的明细不在数据库中，而日志并无删除记录；所示为第一条及其数目。',
      'Payloads that the log commits to are not in the database, and no erasure of them is logged; the first is named, with their number.',
    ),
    next: both(
      '从数据库备份恢复；此后删除过的明细由登记处自行再次删除。查明谁能写入该数据库。',
      'Restore the database from its backup: what was erased since, the registry erases again by itself. Find out who can write to it.',
    ),
  },
  SIGNATURE_NOT_ACCEPTED: {
    exit: 'notAllowed',
    what: both('对方不接受此次调用的签名。', 'The other side does not accept the signature of this call.'),
    next: both('检查时钟与密钥：npx xinqiao doctor', 'Look at clock and keys: npx xinqiao doctor'),
  },
  SUBJECTS_UNREADABLE: {
    exit: 'usage',
    what: both(
      '主体清单须为 .csv 或 .xlsx：首行为变量名，或每行一个统一社会信用代码。',
      'A list of subjects is .csv or .xlsx: variable names in its first row, or one unified social credit code a row.',
    ),
    next: both('改正文件。', 'Correct the file.'),
  },
  USAGE: {
    exit: 'usage',
    what: both('命令行无法读懂。', 'This command line cannot be read.'),
    next: both('查看选项与示例：npx xinqiao --help', 'See flags and examples: npx xinqiao --help'),
  },
  VARIABLE_UNREADABLE: {
    exit: 'usage',
    what: both('--var 须写作 名=值。', '--var expects name=value.'),
    next: both('例如 --var uscc=代码', 'For example --var uscc=CODE'),
  },
  WITNESSES_UNREADABLE: {
    exit: 'usage',
    what: both(
      '见证规则文件须为 JSON：{ "witnesses": [{ "vkey", "url" }], "quorum": 2 }。',
      'A witness rule is a JSON file: { "witnesses": [{ "vkey", "url" }], "quorum": 2 }.',
    ),
    next: both(
      '改正文件；现行规则：npx xinqiao witnesses show -o json',
      'Correct the file; the rule in force: npx xinqiao witnesses show -o json',
    ),
  },
}
