/** Verbs of operators and auditors: audit verify, doctor. */
import type { Verb } from './verb.ts'

export const runningVerbs: readonly Verb[] = [
  {
    path: ['audit', 'verify'],
    text: { zh: '离线校验审计日志', en: 'check a log offline' },
    words: [
      {
        name: '[folder]',
        text: {
          zh: '日志文件夹，亦可为副本；缺省为网关的日志',
          en: "folder of a log, also a copied one; else the gateway's",
        },
      },
    ],
    flags: [],
    examples: ['npx xinqiao audit verify', 'npx xinqiao audit verify .xinqiao/registry/audit -o json'],
    run: async (input) => (await import('../commands/audit-verify.ts')).auditVerify(input),
  },
  {
    path: ['doctor'],
    text: { zh: '实地检查平台各部分', en: 'try every part of the hub for real' },
    words: [],
    flags: [],
    examples: ['npx xinqiao doctor', 'npx xinqiao doctor -o json'],
    run: async (input) => (await import('../commands/doctor.ts')).doctor(input),
  },
]
