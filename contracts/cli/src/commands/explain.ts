/** `xinqiao explain CODE|ITEM|ARTICLE`: what a code means, what an item is, what an article says; and whether a case would be permitted. */
import { allCodes, article, type CatalogItem, codeEntry, itemOf, provincialCatalog } from '@xinqiao/schema'
import { Command } from 'commander'
import { CliError } from '../errors.ts'
import { printData, writeOut } from '../output/print.ts'
import { table } from '../output/table.ts'
import { sharedOptions, withSharedOptions } from './shared-options.ts'

/** Builds the verb. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .argument('<what>', 'a code, a catalog item or an article')
    .description('what a code, an item or an article means · 解释代码、目录项或条文')
  return withSharedOptions(command, [
    'npx xinqiao explain CONSENT_SCOPE',
    'npx xinqiao explain tax.credit.grade --lang zh',
  ]).action((what: string) => explain(what, command))
}

function explain(what: string, command: Command): void {
  const { output, lang } = sharedOptions(command)
  const found = ofCode(what) ?? ofItem(what) ?? ofArticle(what)
  if (found === undefined) {
    throw new CliError('usage', {
      code: 'NOTHING_TO_EXPLAIN',
      what: 'This is no code, no catalog item and no article that the hub knows.',
      next: 'see all codes: npx xinqiao explain codes    all items: npx xinqiao catalog list',
    })
  }
  if (output !== 'table') return printData(found, output)
  writeOut(table(['', ''], rowsOf(found, lang)).split('\n').slice(2).join('\n'))
}

type Explained = Readonly<Record<string, unknown>>

function ofCode(what: string): Explained | undefined {
  if (what === 'codes')
    return Object.fromEntries(allCodes().map((entry) => [entry.code, { zh: entry.zh, en: entry.en }]))
  const known = allCodes().find((entry) => entry.code === what.toUpperCase())
  return known === undefined ? undefined : { ...codeEntry(known.code) }
}

function ofItem(what: string): Explained | undefined {
  const item: CatalogItem | undefined = itemOf(provincialCatalog(), what)
  return item === undefined ? undefined : { ...item, period: { ...provincialCatalog().periodRules.get(item.period) } }
}

function ofArticle(what: string): Explained | undefined {
  const known = article(what)
  return known === undefined ? undefined : { ...known }
}

function rowsOf(found: Explained, lang: 'zh' | 'en'): readonly (readonly string[])[] {
  return Object.entries(found).map(([name, value]) => [name, plain(value, lang)])
}

function plain(value: unknown, lang: 'zh' | 'en'): string {
  if (Array.isArray(value)) return value.map((one) => plain(one, lang)).join(', ')
  if (typeof value !== 'object' || value === null)
    return value === undefined || value === null ? '–' : String(value as string | number | boolean)
  const record = value as Record<string, unknown>
  return typeof record[lang] === 'string'
    ? record[lang]
    : Object.values(record)
        .map((one) => plain(one, lang))
        .join(' · ')
}
