/** Verbs of those who ask: query, who-read-me, explain, verify. */
import type { Verb } from './verb.ts'

export const askingVerbs: readonly Verb[] = [
  {
    path: ['query'],
    text: { zh: '查询联合信用档案', en: 'ask the hub for a joined profile' },
    words: [
      {
        name: '<operation>',
        text: { zh: '.graphql 文件，或操作文本', en: 'a .graphql file, or the text of an operation' },
      },
    ],
    flags: [
      {
        flags: '--as <client>',
        text: { zh: '以哪个客户端查询；缺省为公众', en: 'client of the hub; without it anybody asks' },
      },
      { flags: '--contract <id>', text: { zh: '依据哪份合约', en: 'the contract to ask under' } },
      { flags: '--purpose <code>', text: { zh: '用途，须在合约之内', en: 'why: a purpose of the contract' } },
      { flags: '--case <number>', text: { zh: '办件编号', en: 'file number of the case' } },
      {
        flags: '--official <ref>',
        text: { zh: '经办人代号；缺省为 task:xinqiao', en: 'the acting official, else task:xinqiao' },
      },
      {
        flags: '--subjects <file>',
        text: {
          zh: '.csv 或 .xlsx 代码清单，每个主体输出一行',
          en: '.csv or .xlsx of codes; one row a subject comes out',
        },
      },
      {
        flags: '--var <name=value>',
        text: { zh: '操作变量，可重复', en: 'a variable of the operation, may be repeated' },
        repeated: true,
      },
      {
        flags: '--keep <folder>',
        text: {
          zh: '保存答复、请求、声明与密钥名册，供 verify 使用',
          en: 'keep answer, request, statement and list of keys there, for verify',
        },
      },
    ],
    examples: [
      'npx xinqiao query --as tax-app --contract DEMO-TAX-01 --purpose TAX_CREDIT --case 琼税案〔2026〕1号 deploy/seed/contracts/profile.graphql --var uscc=91460100G00000007P',
      `npx xinqiao query '{ organization(uscc: "91460100G00000007P") { amr { regBasic { name status } } } }' -o json --keep .xinqiao/kept`,
    ],
    run: async (input) => (await import('../commands/query.ts')).query(input),
  },
  {
    path: ['who-read-me'],
    text: {
      zh: '以门户身份，告知一个主体：谁因何查阅过其信用记录',
      en: 'as a portal: who looked at the record of a subject it has identified, and why',
    },
    words: [],
    flags: [
      { flags: '--uscc <code>', text: { zh: '企业：统一社会信用代码', en: 'a company, by its credit code' } },
      {
        flags: '--document <kind:number>',
        text: {
          zh: '个人：证件类型与号码，如 01:…；宜用环境变量 XINQIAO_DOCUMENT',
          en: 'a person, by document, 01:…; better by XINQIAO_DOCUMENT',
        },
      },
      {
        flags: '--as <client>',
        text: { zh: '门户的客户端；缺省 portal-app', en: 'client of the portal, else portal-app' },
      },
      { flags: '--from <date>', text: { zh: '自该日起', en: 'from this day on' } },
      { flags: '--to <date>', text: { zh: '至该日', en: 'up to this day, included' } },
      { flags: '--first <n>', text: { zh: '最多几条；缺省 20', en: 'how many at most; else 20' } },
      { flags: '--after <cursor>', text: { zh: '上一页末尾所示游标', en: 'cursor that the page before ended with' } },
    ],
    examples: [
      'npx xinqiao who-read-me --uscc 91460100G00000007P',
      'npx xinqiao who-read-me --uscc 91460100G00000007P --first 5 -o json',
    ],
    run: async (input) => (await import('../commands/who-read-me.ts')).whoReadMe(input),
  },
  {
    path: ['explain'],
    text: {
      zh: '解释代码、目录项、条文，或判断一种情形是否允许',
      en: 'what a code, an item or an article means; or whether a case would be permitted',
    },
    words: [
      {
        name: '[what]',
        text: { zh: '代码、目录项或条文；codes 列出全部', en: 'a code, an item or an article; "codes" lists all' },
      },
    ],
    flags: [
      { flags: '--contract <id>', text: { zh: '情形：依据哪份合约', en: 'case: under which contract' } },
      { flags: '--item <id>', text: { zh: '情形：哪个目录项', en: 'case: which catalog item' } },
      { flags: '--purpose <code>', text: { zh: '情形：什么用途', en: 'case: for which purpose' } },
      {
        flags: '--subject-kind <kind>',
        text: {
          zh: '情形：natural_person、legal_person 或 unincorporated',
          en: 'case: natural_person, legal_person or unincorporated',
        },
      },
      { flags: '--on <date>', text: { zh: '情形：哪一天，缺省为今天', en: 'case: on which day, else today' } },
    ],
    examples: [
      'npx xinqiao explain CONSENT_SCOPE --lang zh',
      'npx xinqiao explain --contract DEMO-TAX-01 --item tax.credit.grade --purpose TAX_CREDIT --subject-kind legal_person',
    ],
    run: async (input) => (await import('../commands/explain.ts')).explain(input),
  },
  {
    path: ['verify'],
    text: {
      zh: '离线校验所存答复：签名、内容、在审计日志中的位置',
      en: 'check a kept answer offline: signature, bytes, and its place in the audit log',
    },
    words: [
      {
        name: '<answer>',
        text: {
          zh: '答复的原始字节，或 query --keep 的文件夹',
          en: 'the exact bytes of the answer, or the folder of query --keep',
        },
      },
    ],
    flags: [
      { flags: '--statement <file>', text: { zh: '随答复取得的声明', en: 'the statement that came with it' } },
      {
        flags: '--keys <file>',
        text: { zh: '信用办签名的密钥名册', en: 'the list of keys that the office signed' },
      },
      {
        flags: '--root <file>',
        text: { zh: '另行取得的根公钥（JWK）', en: 'public key of the office root (JWK), got from elsewhere' },
      },
      { flags: '--request <file>', text: { zh: '请求的原始字节', en: 'the exact bytes of the request' } },
      {
        flags: '--proof <file>',
        text: { zh: '日志条目的证明（tlog-proof）', en: 'proof of its entry in the log (tlog-proof)' },
      },
      {
        flags: '--log-key <vkey>',
        text: { zh: '日志的公钥或其文件；须从别处取得', en: "the log's public key, or a file of it; got elsewhere" },
      },
      {
        flags: '--witness <vkey>',
        text: {
          zh: '见证方的公钥或其文件，可重复',
          en: "a witness's public key, or a file of several; may be repeated",
        },
        repeated: true,
      },
    ],
    examples: [
      'npx xinqiao verify .xinqiao/kept --root .xinqiao/keys/office-root.public.jwk.json',
      'npx xinqiao verify .xinqiao/kept/answer.json --statement .xinqiao/kept/answer.jws --keys .xinqiao/kept/keys.json --root .xinqiao/keys/office-root.public.jwk.json --request .xinqiao/kept/request.json -o json',
    ],
    run: async (input) => (await import('../commands/verify-answer.ts')).verifyAnswer(input),
  },
]
