/** Lessons about the hub's own codes: texts, article and next step stand in schema's one table (faults.md, "Codes"). */
import { article, codeEntry, isCode } from '@xinqiao/schema'
import type { Lesson } from '../errors.ts'
import type { Bilingual } from './language.ts'

/** What is known beside the code. `message` speaks only where the table does not know the code. */
export interface CodeFacts {
  readonly message?: string | undefined
  readonly where?: string | undefined
  readonly article?: string | undefined
  readonly next?: string | undefined
}

/** A refusal, failure or finding of the hub, ready to be read in either language. */
export function codeLesson(code: string, facts: CodeFacts = {}): Lesson {
  if (!isCode(code)) {
    return {
      code,
      what: facts.message ?? unnamed,
      where: facts.where,
      article: articleText(facts.article),
      next: facts.next,
    }
  }
  const entry = codeEntry(code)
  const more = `npx xinqiao explain ${code}`
  return {
    code,
    what: { zh: entry.zh, en: entry.en },
    where: facts.where,
    article: articleText(facts.article ?? entry.article),
    next: { zh: `${entry.nextZh}  另见：${more}`, en: `${entry.nextEn}  More: ${more}` },
  }
}

const unnamed: Bilingual = { zh: '平台拒绝了此次调用。', en: 'The hub refused.' }

/** `REG-16.2c: use only as agreed`. */
export function articleText(id: string | undefined): Bilingual | string | undefined {
  const known = id === undefined ? undefined : article(id)
  return known === undefined ? id : { zh: `${id}：${known.zh}`, en: `${id}: ${known.en}` }
}
