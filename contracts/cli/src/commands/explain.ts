/** `xinqiao explain`: what a code means, what an item is, what an article says; and whether a case would be permitted. */
import { allCodes, article, codeEntry, isCode, itemOf } from '@xinqiao/schema'
import { catalogInForce } from '../hub/catalog-in-force.ts'
import { articleText } from '../output/code-lesson.ts'
import { itemFacts } from '../output/item-facts.ts'
import { type Language, say } from '../output/language.ts'
import { printData, writeOut } from '../output/print.ts'
import { facts, table } from '../output/table.ts'
import { ownError } from '../texts/lessons.ts'
import { headings } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** Explained for both readers: data in full, facts in the language asked for. */
interface Explained {
  readonly data: unknown
  readonly text: (lang: Language) => string
}

/** Words explain a thing; without a word the flags describe a case. */
export async function explain(input: VerbInput): Promise<void> {
  const what = input.words[0]
  if (what === undefined) return (await import('./explain-case.ts')).explainCase(input)
  const found = ofCodes(what) ?? ofCode(what) ?? (await ofItem(what, input.state)) ?? ofArticle(what)
  if (found === undefined) throw ownError('NOTHING_TO_EXPLAIN')
  if (input.output !== 'table') return printData(found.data, input.output)
  writeOut(found.text(input.lang))
}

function ofCodes(what: string): Explained | undefined {
  if (what !== 'codes') return undefined
  return {
    data: allCodes(),
    text: (lang) =>
      table(
        [headings.code, headings.message].map((title) => say(title, lang)),
        allCodes().map((entry) => [entry.code, entry[lang]]),
      ),
  }
}

function ofCode(what: string): Explained | undefined {
  const code = what.toUpperCase()
  if (!isCode(code)) return undefined
  const entry = codeEntry(code)
  const rest = articleText(entry.article) ?? entry.article
  return {
    data: entry,
    text: (lang) =>
      facts([
        [headings.code[lang], code],
        [headings.message[lang], entry[lang]],
        [headings.article[lang], say(rest, lang)],
        [headings.next[lang], lang === 'zh' ? entry.nextZh : entry.nextEn],
      ]),
  }
}

async function ofItem(what: string, state: string | undefined): Promise<Explained | undefined> {
  if (!/^[a-z]+(\.[A-Za-z0-9]+)+$/.test(what)) return undefined
  const catalog = await catalogInForce(state)
  const item = itemOf(catalog, what)
  if (item === undefined) return undefined
  return {
    data: { ...item, periodRule: catalog.periodRules.get(item.period) },
    text: (lang) => facts(itemFacts(item, catalog, lang)),
  }
}

function ofArticle(what: string): Explained | undefined {
  const known = article(what) ?? article(what.toUpperCase())
  if (known === undefined) return undefined
  return {
    data: known,
    text: (lang) =>
      facts([
        [headings.article[lang], known.id],
        [headings.text[lang], known[lang]],
      ]),
  }
}
