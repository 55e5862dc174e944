/** `xinqiao audit search`: what the index of all logs holds, for the auditor; the search is an entry of the log itself (audit.md §5). */
import { type FoundEntry, type OriginHead, searchIndex } from '../hub/audit-index.ts'
import { findHub } from '../hub/find-hub.ts'
import { foldLines } from '../output/fold.ts'
import { say } from '../output/language.ts'
import { officeTime } from '../output/office-time.ts'
import { printData, writeOut, writeTalk } from '../output/print.ts'
import { asObject } from '../output/profile.ts'
import { screenWidth } from '../output/table.ts'
import { storeTalk } from '../texts/audit-store.ts'
import { ownError } from '../texts/lessons.ts'
import { filled } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

const words = ['agency', 'contract', 'purpose', 'item', 'code', 'kind', 'pseudonym', 'after'] as const
/** Without --first, a screen of them. */
const entriesShown = 20
/** A log whose index is this far behind is named. */
const behindMs = 60_000

/** One page, newest first. */
export async function auditSearch(input: VerbInput): Promise<void> {
  const { output, lang, quiet } = input
  const page = await searchIndex(findHub(input.state), questionOf(input))
  const entries = page.entries.map((entry) => ({ ...entry, leaf: asObject(JSON.parse(entry.leaf)) }))
  if (output === 'ndjson') await printData(entries, output)
  else if (output !== 'table') await printData({ ...page, entries }, output)
  else for (const entry of entries) writeOut(entryText(entry))
  if (quiet) return
  writeTalk(filled(say(storeTalk.found, lang), entries.length))
  if (page.next !== null) writeTalk(filled(say(storeTalk.more, lang), page.next))
  const behind = page.origins.filter(isBehind)
  for (const head of behind) writeTalk(behindLine(head, input))
  if (behind.length > 0) writeTalk(say(storeTalk.notComplete, lang))
}

function questionOf(input: VerbInput): Readonly<Record<string, unknown>> {
  const given = words.map((name) => [name, input.flag(name)] as const).filter(([, value]) => value !== undefined)
  const first = Number(input.flag('first') ?? entriesShown)
  if (!Number.isSafeInteger(first) || first < 1) throw ownError('FLAG_INVALID', '--first: 1 …')
  return { ...Object.fromEntries(given), ...instant(input, 'from'), ...instant(input, 'to'), first }
}

/** A legal date, which begins at midnight in Asia/Shanghai, or an instant. */
function instant(input: VerbInput, name: 'from' | 'to'): Readonly<Record<string, number>> {
  const text = input.flag(name)
  if (text === undefined) return {}
  const at = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+08:00` : text)
  if (Number.isNaN(at)) throw ownError('DATE_UNREADABLE', `--${name}`)
  return { [name]: at }
}

type ShownEntry = Omit<FoundEntry, 'leaf'> & { readonly leaf: Readonly<Record<string, unknown>> }

/** The receipt stands alone on its line, to be copied whole; what the entry says stands below. */
function entryText({ origin, index, at, leaf }: ShownEntry): string {
  const kind = [leaf['kind'], leaf['act']].map(text).filter((one) => one !== '')
  const said = [
    kind.join(' '),
    text(leaf['agency']) || text(leaf['by']),
    text(leaf['contract']),
    text(leaf['purpose']),
    text(leaf['code']) || text(leaf['decision']),
  ].filter((one) => one !== '')
  const items = itemsOf(leaf)
  return [
    `${origin}/${index}`,
    `  ${officeTime(new Date(at).toISOString())} · ${said.join(' · ')}`,
    ...(items.length === 0 ? [] : [foldLines([`  ${items.join(' ')}`], screenWidth)]),
  ].join('\n')
}

function itemsOf(leaf: Readonly<Record<string, unknown>>): readonly string[] {
  const groups = Array.isArray(leaf['seen']) ? (leaf['seen'] as readonly unknown[]).map(asObject) : []
  return [...new Set(groups.flatMap(({ items }) => (Array.isArray(items) ? items.map(String) : [])))]
}

function isBehind({ completeAt, ended, indexed, settled }: OriginHead): boolean {
  return indexed < settled || (!ended && Date.now() - completeAt > behindMs)
}

function behindLine({ origin, indexed, settled, completeAt }: OriginHead, { lang }: VerbInput): string {
  return filled(say(storeTalk.behind, lang), origin, indexed, settled, officeTime(new Date(completeAt).toISOString()))
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
