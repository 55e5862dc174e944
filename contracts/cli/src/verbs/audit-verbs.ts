/** Verbs of inspectors and auditors: audit verify, audit prove. */
import type { Flag, Verb } from './verb.ts'

const key: Flag = {
  flags: '--key <vkey>',
  text: { zh: '日志的公钥或其文件；须从别处取得', en: "the log's public key, or a file of it; got elsewhere" },
  repeated: true,
}
const witness: Flag = {
  flags: '--witness <vkey>',
  text: { zh: '见证方的公钥或其文件', en: "a witness's public key, or a file of several" },
  repeated: true,
}
const quorum: Flag = {
  flags: '--k <n>',
  text: { zh: '须有几方见证；缺省过半', en: 'how many witnesses must have signed; else more than half' },
}
const leaf: Flag = {
  flags: '--leaf <hash>',
  text: { zh: '回执中的叶哈希', en: 'hash of the leaf that a receipt names' },
  repeated: true,
}
const folder = {
  name: '[folder]',
  text: {
    zh: '一份或一个节点的日志文件夹，亦可为副本；缺省为网关的日志',
    en: "folder of one log or of a node, also a copied one; else the gateway's",
  },
}

export const auditVerbs: readonly Verb[] = [
  {
    path: ['audit', 'verify'],
    text: { zh: '离线校验审计日志，或一条的证明', en: 'check a log offline, or the proof of one entry' },
    words: [folder],
    flags: [
      key,
      {
        flags: '--from <file>',
        text: { zh: '早前保存的检查点', en: 'an older checkpoint that was kept' },
        repeated: true,
      },
      witness,
      quorum,
      {
        flags: '--receipt <place>',
        text: { zh: '回执：日志名/序号，连同 --leaf', en: 'a receipt: origin/index, with --leaf' },
        repeated: true,
      },
      leaf,
      {
        flags: '--entry <place>',
        text: { zh: '要打开的条目，连同 --payload', en: 'an entry to open, with --payload' },
      },
      { flags: '--payload <file>', text: { zh: '该条的明细（含两个盐）', en: 'its payload, both salts before it' } },
      { flags: '--answer <file>', text: { zh: '该条所指的答复原文', en: 'the exact answer it speaks of' } },
      {
        flags: '--hashes-only',
        text: {
          zh: '条目已期满移除：只核对哈希',
          en: 'the entries were removed at the end of their term: hashes only',
        },
      },
      {
        flags: '--proof <file>',
        text: { zh: '不看文件夹，核对一条的证明', en: 'check the proof of one entry instead' },
      },
    ],
    examples: ['npx xinqiao audit verify', 'npx xinqiao audit verify .xinqiao/registry/audit/registry -o json'],
    run: async (input) => (await import('../commands/audit-verify.ts')).auditVerify(input),
  },
  {
    path: ['audit', 'prove'],
    text: { zh: '写出一条日志的证明（C2SP tlog-proof）', en: 'write the proof of one entry (C2SP tlog-proof)' },
    words: [
      {
        name: '<place>',
        text: { zh: '条目序号，或回执（日志名/序号）', en: 'number of the entry, or a receipt: origin/index' },
      },
      folder,
    ],
    flags: [
      {
        flags: '--as <client>',
        text: {
          zh: '不看文件夹，由作答时的客户端向平台索取',
          en: 'ask the hub instead, as the client that got the answer',
        },
      },
      { flags: '--contract <id>', text: { zh: '连同 --as：依据哪份合约', en: 'with --as: the contract' } },
      { flags: '--purpose <code>', text: { zh: '连同 --as：用途', en: 'with --as: the purpose' } },
      { flags: '--case <number>', text: { zh: '连同 --as：办件编号', en: 'with --as: file number of the case' } },
      { flags: '--official <ref>', text: { zh: '连同 --as：经办人代号', en: 'with --as: the acting official' } },
    ],
    examples: ['npx xinqiao audit prove 0', 'npx xinqiao audit prove 0 .xinqiao/registry/audit/registry'],
    run: async (input) => (await import('../commands/audit-prove.ts')).auditProve(input),
  },
]
