/** One look at a record as a terminal shows it: when and by whom, why, which items with what outcome, its receipt. */

import { filled } from '../texts/talk.ts'
import { lookTalk, outcomes } from '../texts/who-read-me.ts'
import { type Language, say } from './language.ts'
import { officeTime } from './office-time.ts'
import { asObject } from './profile.ts'

type Fields = Readonly<Record<string, unknown>>

/** Lines of one `Reading`. */
export function lookText(look: Fields, lang: Language): string {
  const why = [
    word(look['contract']),
    word(look['purpose']),
    word(look['case']),
    payloadText(look, lang),
    basisOf(look),
  ]
  const items = listOf(look['items']).map((item) => `    ${itemText(asObject(item), lang)}`)
  return [
    `${officeTime(word(look['at']))}  ${[bodyOf(look, lang), wayOf(look, lang), codeOf(look, lang)].filter(isText).join(' · ')}`,
    `  ${why.filter(isText).join(' · ')}`,
    ...items,
    `  ${word(look['receipt'])}`,
  ].join('\n')
}

function bodyOf(look: Fields, lang: Language): string {
  if (look['own'] === true) return say(lookTalk.own, lang)
  const name = word(look[lang === 'zh' ? 'bodyZh' : 'bodyEn'])
  const id = word(look['body'])
  if (name !== '') return `${name} (${id})`
  return id === 'anonymous' ? say(lookTalk.anybody, lang) : id
}

function wayOf(look: Fields, lang: Language): string {
  return look['way'] === 'feed' ? say(lookTalk.feed, lang) : ''
}

function codeOf(look: Fields, lang: Language): string {
  const code = word(look['code'])
  return code === '' ? '' : filled(say(lookTalk.refusedWhole, lang), code)
}

function payloadText(look: Fields, lang: Language): string {
  const payload = look['payload']
  return payload === 'erased' || payload === 'damaged' ? say(lookTalk[payload], lang) : ''
}

function basisOf(look: Fields): string {
  return listOf(look['basis']).map(String).join(' ')
}

function itemText(item: Fields, lang: Language): string {
  const outcome = word(item['outcome'])
  const text = outcomes[outcome]
  return [word(item['item']), text === undefined ? outcome : say(text, lang), word(item['code'])]
    .filter(isText)
    .join('  ')
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isText(text: string): boolean {
  return text !== ''
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}
