/** `xinqiao audit reindex|erase`: acts of the operator on the audit store; each is an entry of the registry's log first. */
import { emptyIndex, eraseEntry } from '../hub/audit-index.ts'
import { findHub } from '../hub/find-hub.ts'
import { say } from '../output/language.ts'
import { printData, writeOut } from '../output/print.ts'
import { storeTalk } from '../texts/audit-store.ts'
import { ownError } from '../texts/lessons.ts'
import { filled } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** Empties the index of one log, or of all; the keepers fill it again. */
export async function auditReindex({ words: [origin], output, lang, state }: VerbInput): Promise<void> {
  if (origin !== undefined && !/^.+\/audit\/[^/]+\/\d{4}(-\d+)?$/.test(origin))
    throw ownError('FLAG_INVALID', '[origin]: <hub>/audit/<node>/<year>')
  const origins = await emptyIndex(findHub(state), origin)
  if (output !== 'table') return printData(origins, output)
  for (const one of origins) writeOut(filled(say(storeTalk.remade, lang), one.origin, one.indexed))
}

/** Deletes the payload of the entry that a receipt names; without a basis it says what that would do, and does nothing. */
export async function auditErase(input: VerbInput): Promise<void> {
  const [, origin, digits] = /^(.+)\/(\d{1,15})$/.exec(input.words[0] ?? '') ?? []
  if (origin === undefined) throw ownError('FLAG_INVALID', '<receipt>: origin/index')
  const index = Number(digits)
  const basis = input.flag('basis')
  const erased = basis !== undefined && (await eraseEntry(findHub(input.state), origin, index, basis))
  if (input.output !== 'table') return printData({ origin, index, erased }, input.output)
  const told = basis === undefined ? storeTalk.wouldErase : erased ? storeTalk.erased : storeTalk.wasErased
  writeOut(filled(say(told, input.lang), origin, index))
}
