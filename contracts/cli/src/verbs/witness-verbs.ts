/** Verbs of the witness rule: witnesses show, set. */
import type { Verb } from './verb.ts'

export const witnessVerbs: readonly Verb[] = [
  {
    path: ['witnesses', 'show'],
    text: { zh: '由谁签署审计日志的检查点', en: "who signs the audit log's checkpoints beside the hub" },
    words: [],
    flags: [],
    examples: ['npx xinqiao witnesses show', 'npx xinqiao witnesses show -o json'],
    run: async (input) => (await import('../commands/witnesses.ts')).showWitnesses(input),
  },
  {
    path: ['witnesses', 'set'],
    text: {
      zh: '设定见证方与所需签署数；载入下一规则包，无需重启',
      en: 'name the witnesses and how many must sign; the next bundle carries it, nothing is restarted',
    },
    words: [
      {
        name: '[file]',
        text: {
          zh: '规则文件，JSON：{ "witnesses": [{ "vkey", "url" }], "quorum": 2, "stopAfterMs": null }',
          en: 'the rule as JSON: { "witnesses": [{ "vkey", "url" }], "quorum": 2, "stopAfterMs": null }',
        },
      },
    ],
    flags: [{ flags: '--none', text: { zh: '不设见证方', en: 'no witnesses' } }],
    examples: ['npx xinqiao witnesses set --none', 'npx xinqiao witnesses set --none -o json'],
    run: async (input) => (await import('../commands/witnesses.ts')).setWitnesses(input),
  },
]
