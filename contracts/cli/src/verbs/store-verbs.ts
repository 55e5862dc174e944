/** Verbs of the audit store: audit search and compare for the auditor, audit export for an inspector, audit reindex and erase for the operator. */
import type { Flag, Verb } from './verb.ts'

const agency: Flag = { flags: '--agency <id>', text: { zh: '单位，例如 tax', en: 'a body, for example tax' } }
const kind: Flag = {
  flags: '--kind <kind>',
  text: { zh: '条目种类，例如 query', en: 'kind of entry, for example query' },
}
const contract: Flag = {
  flags: '--contract <id>',
  text: { zh: '合约，可带版本：CT-42@7', en: 'a contract, or one version: CT-42@7' },
}

export const storeVerbs: readonly Verb[] = [
  {
    path: ['audit', 'search'],
    text: { zh: '在全部日志的索引中查询（审计员）', en: 'search the index of all logs, as the auditor' },
    words: [],
    flags: [
      agency,
      contract,
      { flags: '--purpose <code>', text: { zh: '用途代码', en: 'a purpose code' } },
      { flags: '--item <id>', text: { zh: '目录项', en: 'a catalog item' } },
      { flags: '--code <code>', text: { zh: '拒绝或故障代码', en: 'code of a refusal or failure' } },
      kind,
      { flags: '--pseudonym <name>', text: { zh: '主体或经办人的假名', en: 'pseudonym of a subject or official' } },
      { flags: '--from <date>', text: { zh: '自该日或该时刻起', en: 'from this day or instant on' } },
      { flags: '--to <date>', text: { zh: '至该日或该时刻前', en: 'before this day or instant' } },
      { flags: '--first <n>', text: { zh: '最多几条；缺省 20', en: 'how many at most; else 20' } },
      { flags: '--after <place>', text: { zh: '上一页末尾所示位置', en: 'place that the page before ended with' } },
    ],
    examples: ['npx xinqiao audit search --agency tax', 'npx xinqiao audit search --kind admin -o json'],
    run: async (input) => (await import('../commands/audit-search.ts')).auditSearch(input),
  },
  {
    path: ['audit', 'export'],
    text: { zh: '离线导出条目，每条附证明（NDJSON）', en: 'write entries with their proofs, offline (NDJSON)' },
    words: [
      {
        name: '[folder]',
        text: {
          zh: '一份或一个节点的日志文件夹，亦可为副本；缺省为网关的日志',
          en: "folder of one log or of a node, also a copied one; else the gateway's",
        },
      },
    ],
    flags: [
      { flags: '--from <index>', text: { zh: '自该序号起', en: 'from this index on' } },
      { flags: '--to <index>', text: { zh: '至该序号前', en: 'before this index' } },
      agency,
      contract,
      kind,
    ],
    examples: [
      'npx xinqiao audit export --kind query',
      'npx xinqiao audit export .xinqiao/registry/audit/registry --to 5',
    ],
    run: async (input) => (await import('../commands/audit-export.ts')).auditExport(input),
  },
  {
    path: ['audit', 'compare'],
    text: {
      zh: '以日志文件核对索引与明细（审计员）',
      en: 'hold index and payloads against the log, as the auditor',
    },
    words: [
      {
        name: '[folder]',
        text: {
          zh: '一份或一个节点的日志文件夹，亦可为副本；缺省为网关的日志',
          en: "folder of one log or of a node, also a copied one; else the gateway's",
        },
      },
    ],
    flags: [],
    examples: ['npx xinqiao audit compare', 'npx xinqiao audit compare .xinqiao/registry/audit/registry'],
    run: async (input) => (await import('../commands/audit-compare.ts')).auditCompare(input),
  },
  {
    path: ['audit', 'reindex'],
    text: { zh: '清空索引，由日志文件重建（运维）', en: 'empty the index; it is made again from the logs' },
    words: [{ name: '[origin]', text: { zh: '日志源；缺省为全部', en: 'one origin; else all' } }],
    flags: [],
    examples: ['npx xinqiao audit reindex', 'npx xinqiao audit reindex -o json'],
    run: async (input) => (await import('../commands/audit-acts.ts')).auditReindex(input),
  },
  {
    path: ['audit', 'erase'],
    text: { zh: '删除一条的明细，条目与证明保留', en: 'erase the payload of one entry; entry and proofs stand' },
    words: [{ name: '<receipt>', text: { zh: '回执：日志源/序号', en: 'a receipt: origin/index' } }],
    flags: [
      { flags: '--basis <article>', text: { zh: '依据条款，例如 PIPL-47', en: 'the article, for example PIPL-47' } },
    ],
    examples: [
      'npx xinqiao audit erase xinqiao/audit/gateway/2026/4711',
      'npx xinqiao audit erase xinqiao/audit/gateway/2026/4711 -o json',
    ],
    run: async (input) => (await import('../commands/audit-acts.ts')).auditErase(input),
  },
]
