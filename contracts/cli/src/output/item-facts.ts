/** What the catalog says of one item, as names beside texts in one language. */
import type { Catalog, CatalogItem } from '@xinqiao/schema'
import { headings } from '../texts/talk.ts'
import type { Language } from './language.ts'

/** One item; its period with the sentence of the rule. */
export function itemFacts(item: CatalogItem, catalog: Catalog, lang: Language): readonly (readonly [string, string])[] {
  const category = catalog.categories.get(item.category)?.[lang]
  const rule = catalog.periodRules.get(item.period)?.rule
  return [
    [headings.item[lang], item.id],
    [headings.name[lang], lang === 'zh' ? item.nameZh : item.nameEn],
    [
      headings.provider[lang],
      `${item.provider} ${inLanguage(catalog.providers.get(item.provider) ?? '', lang)}`.trim(),
    ],
    [headings.category[lang], category === undefined ? item.category : `${item.category} ${category}`],
    [headings.class[lang], item.class],
    [headings.subjects[lang], item.subjects.join(', ')],
    [headings.channels[lang], item.channels.join(', ')],
    [headings.sensitivity[lang], item.sensitivity],
    [headings.collection[lang], item.collection],
    [headings.period[lang], rule === undefined || lang === 'zh' ? item.period : `${item.period}: ${rule}`],
    [headings.basis[lang], item.basis.join(', ')],
  ]
}

/** The catalog names providers in both languages in one line: `courts 法院`. */
function inLanguage(text: string, lang: Language): string {
  const chinese = /[\u3400-\u9fff]+/g
  if (lang === 'zh') return (text.match(chinese) ?? []).join('')
  return text.replace(chinese, '').replace(/\s+/g, ' ').trim()
}
