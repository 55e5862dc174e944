import { describe, expect, it } from 'vitest'
import type { Bilingual } from '../output/language.ts'
import { allVerbs } from '../verbs/all-verbs.ts'
import { storeTalk } from './audit-store.ts'
import { caseAnswers, headings as caseHeadings } from './case.ts'
import { groupTexts, programText, sharedFlags } from './help.ts'
import { keyHeadings, keyStates, keyTalk } from './keys.ts'
import { ownCodes } from './own-codes.ts'
import { headings, talk } from './talk.ts'
import { trialTexts } from './trials.ts'
import { witnessHeadings, witnessTalk } from './witnesses.ts'

const verbTexts = allVerbs.flatMap((verb) => [
  verb.text,
  ...verb.words.map(({ text }) => text),
  ...verb.flags.map(({ text }) => text),
])
const pairs: readonly (readonly [string, Bilingual])[] = [
  ...verbTexts.map((text) => ['verb', text] as const),
  ...sharedFlags.map(({ flags, text }) => [flags, text] as const),
  ...Object.entries(groupTexts),
  ['program', programText],
  ...Object.entries({
    ...headings,
    ...caseHeadings,
    ...caseAnswers,
    ...talk,
    ...keyHeadings,
    ...keyStates,
    ...keyTalk,
    ...storeTalk,
    ...witnessHeadings,
    ...witnessTalk,
  }),
  ...Object.entries(ownCodes).flatMap(([code, { what, next }]) => [[code, what] as const, [code, next] as const]),
  ...Object.entries(trialTexts).flatMap(([name, { tried, repair }]) => [
    [name, tried] as const,
    [name, repair] as const,
  ]),
]
describe('texts', () => {
  it('stand in both languages, each in its own script', () => {
    const chinese = /[\u3400-\u9fff]/
    const wrong = pairs.filter(([, { zh, en }]) => !chinese.test(zh) || chinese.test(en) || !/[a-z#]{2}/.test(en))
    expect(wrong).toEqual([])
  })

  it('take the same figures in both languages', () => {
    for (const { zh, en } of Object.values({ ...talk, ...keyTalk, ...storeTalk }))
      expect(zh.split('#').length).toBe(en.split('#').length)
  })

  it('name every group of verbs', () => {
    const groups = new Set(allVerbs.filter(({ path }) => path.length > 1).map(({ path }) => path[0]))
    expect(Object.keys(groupTexts).toSorted()).toEqual([...groups].toSorted())
  })
})
