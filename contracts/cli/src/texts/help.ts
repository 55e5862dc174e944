/** Texts of the help pages that no single verb owns. */
import type { Bilingual, Language } from '../output/language.ts'
import type { Flag } from '../verbs/verb.ts'

export const programText: Bilingual = {
  zh: '信桥命令行：公共信用信息的唯一合法共享平台',
  en: 'The command line of Xinqiao, the lawful sharing hub for public credit information.',
}

export const programExamples: readonly [string, string] = [
  'npx xinqiao doctor',
  'npx xinqiao explain ITEM_NOT_IN_CONTRACT',
]

/** Verbs that have parts. */
export const groupTexts: Readonly<Record<string, Bilingual>> = {
  agency: { zh: '机构及其调用日志', en: 'agencies and their call logs' },
  audit: { zh: '审计日志', en: 'the audit log' },
  catalog: { zh: '现行公共信用信息目录', en: 'the catalog in force' },
  keys: { zh: '审计的月度密钥', en: "the audit's keys, month by month" },
  contract: { zh: '共享合约', en: 'contracts with consumers' },
  witnesses: { zh: '审计日志的见证方', en: 'the witnesses of the audit log' },
}

/** Also before the verb: it decides in which language the help is written. */
export const langFlag: Flag = {
  flags: '--lang <zh|en>',
  text: { zh: '语言，默认取自 LANG', en: 'language, else LANG' },
}

/** Flags that are the same everywhere. Each has an environment name: `--output` is `XINQIAO_OUTPUT`. */
export const sharedFlags: readonly Flag[] = [
  {
    flags: '-o, --output <format>',
    text: { zh: 'table、json、yaml 或 ndjson', en: 'table, json, yaml or ndjson' },
  },
  langFlag,
  {
    flags: '--state <dir>',
    text: { zh: '平台的状态目录，默认 .xinqiao', en: 'state folder of the hub, else .xinqiao' },
  },
  { flags: '-q, --quiet', text: { zh: '不在标准错误输出说明', en: 'no talk on stderr' } },
]

interface HelpText {
  readonly help: string
  readonly version: string
  readonly examples: string
  /** commander's own headings. */
  readonly titles: Readonly<Record<string, string>>
}

export const helpTexts: Readonly<Record<Language, HelpText>> = {
  en: { help: 'this help', version: 'the version', examples: 'Examples:', titles: {} },
  zh: {
    help: '本帮助',
    version: '版本',
    examples: '示例：',
    titles: { 'Usage:': '用法：', 'Arguments:': '参数：', 'Options:': '选项：', 'Commands:': '命令：' },
  },
}
