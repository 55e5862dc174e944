/** Verbs of the hub's key store: months, hold, release, destroy. */
import type { Flag, Verb } from './verb.ts'

const month = {
  name: '<month>',
  text: { zh: '月份，例如 2026-11；或 last、this、next', en: 'a month, for example 2026-11; or last, this, next' },
}
const reason: Flag = { flags: '--reason <text>', text: { zh: '事由，记入密钥库', en: 'why; kept in the key store' } }

export const keyVerbs: readonly Verb[] = [
  {
    path: ['keys', 'months'],
    text: { zh: '审计各月密钥的状态', en: "the months' keys of the audit and their states" },
    words: [],
    flags: [],
    examples: ['npx xinqiao keys months', 'npx xinqiao keys months -o json'],
    run: async (input) => (await import('../commands/keys.ts')).listMonths(input),
  },
  {
    path: ['keys', 'hold'],
    text: { zh: '法定保全：期满不销毁', en: "legal hold: keep a month's keys past the end of the term" },
    words: [month],
    flags: [reason],
    examples: [
      'npx xinqiao keys hold this --reason 行政复议',
      "npx xinqiao keys hold next --reason 'a review is pending' -o json",
    ],
    run: async (input) => (await import('../commands/keys.ts')).holdMonth(input),
  },
  {
    path: ['keys', 'release'],
    text: { zh: '解除保全', en: 'end a hold; the term counts again' },
    words: [month],
    flags: [reason],
    examples: [
      'npx xinqiao keys release this --reason 复议终结',
      "npx xinqiao keys release next --reason 'the review is over' -o json",
    ],
    run: async (input) => (await import('../commands/keys.ts')).releaseMonth(input),
  },
  {
    path: ['keys', 'destroy'],
    text: { zh: '提前销毁一个月的两把密钥，不可恢复', en: "destroy a month's two keys before its term, for good" },
    words: [month],
    flags: [
      {
        flags: '--reason <text>',
        text: { zh: '事由；没有事由只说明后果', en: 'why; without it: only what it would do' },
      },
    ],
    examples: ['npx xinqiao keys destroy this', 'npx xinqiao keys destroy next -o json'],
    run: async (input) => (await import('../commands/keys.ts')).destroyMonth(input),
  },
]
