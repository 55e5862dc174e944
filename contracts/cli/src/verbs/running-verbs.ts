/** Verbs of operators: doctor. */
import type { Verb } from './verb.ts'

export const runningVerbs: readonly Verb[] = [
  {
    path: ['doctor'],
    text: { zh: '实地检查平台各部分', en: 'try every part of the hub for real' },
    words: [],
    flags: [],
    examples: ['npx xinqiao doctor', 'npx xinqiao doctor -o json'],
    run: async (input) => (await import('../commands/doctor.ts')).doctor(input),
  },
]
