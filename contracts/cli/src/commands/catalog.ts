/** `xinqiao catalog list|show`: the catalog in force, item by item (REG-11.3). */
import { type CatalogItem, itemOf } from '@xinqiao/schema'
import { CliError } from '../errors.ts'
import { catalogInForce } from '../hub/catalog-in-force.ts'
import { codeLesson } from '../output/code-lesson.ts'
import { itemFacts } from '../output/item-facts.ts'
import { say } from '../output/language.ts'
import { printData, writeOut, writeTalk } from '../output/print.ts'
import { facts, table } from '../output/table.ts'
import { filled, headings, talk } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

const letters = { public_announcement: 'A', authorized_inquiry: 'I', public_affairs_sharing: 'S' } as const

/** All items, or those of one provider or for one kind of subject. */
export async function listItems(input: VerbInput): Promise<void> {
  const { output, lang, quiet } = input
  const catalog = await catalogInForce(input.state)
  const provider = input.flag('provider')
  const subject = input.flag('subjectKind')
  const items = [...catalog.items.values()].filter(
    (item) =>
      (provider === undefined || item.provider === provider) &&
      (subject === undefined || item.subjects.some((kind) => kind === subject)),
  )
  if (output !== 'table') return printData(items, output)
  const titles = [headings.item, headings.class, headings.channels, headings.period, headings.name]
  writeOut(
    table(
      titles.map((title) => say(title, lang)),
      items.map((item) => [item.id, item.class, channelLetters(item), item.period, nameOf(item, lang)]),
    ),
  )
  if (!quiet) writeTalk(filled(talk.catalogItems[lang], items.length, catalog.meta.version))
}

/** One item with everything the catalog says of it. */
export async function showItem(input: VerbInput): Promise<void> {
  const { output, lang } = input
  const catalog = await catalogInForce(input.state)
  const item = itemOf(catalog, input.words[0] ?? '')
  if (item === undefined) throw new CliError('usage', codeLesson('NOT_IN_CATALOG'))
  if (output !== 'table') return printData(item, output)
  writeOut(facts(itemFacts(item, catalog, lang)))
}

function channelLetters(item: CatalogItem): string {
  return Object.entries(letters)
    .map(([channel, letter]) => (item.channels.some((one) => one === channel) ? letter : '·'))
    .join('')
}

function nameOf(item: CatalogItem, lang: 'zh' | 'en'): string {
  return lang === 'zh' ? item.nameZh : item.nameEn
}
