/** `xinqiao agency calls X`: the agency's own call log; this is how anyone checks what was not fetched. */
import { findAgency, findHub } from '../hub/find-hub.ts'
import { readJsonKey } from '../hub/read-key.ts'
import { getSignedLines } from '../hub/signed-request.ts'
import { say } from '../output/language.ts'
import { officeTime } from '../output/office-time.ts'
import { printData, writeOut, writeTalk } from '../output/print.ts'
import { table } from '../output/table.ts'
import { filled, headings, talk } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** One row of a call log: no subject, no value. */
interface CallRow {
  readonly time: string
  readonly contract: string
  readonly purpose: string
  readonly case: string | null
  readonly items: readonly string[]
}

/** Shows what the hub asked this agency for. */
export async function agencyCalls(input: VerbInput): Promise<void> {
  const { output, lang, state, quiet } = input
  const agency = findAgency(findHub(state), input.words[0])
  const since = input.flag('since')
  const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`
  const rows = (await getSignedLines(`${agency.url}/calls${query}`, readJsonKey(agency.key))) as readonly CallRow[]
  if (output !== 'table') return printData(rows, output)
  const titles = [headings.time, headings.contract, headings.purpose, headings.case, headings.agencyItems]
  writeOut(
    table(
      titles.map((title) => say(title, lang)),
      rows.map((row) => [officeTime(row.time), row.contract, row.purpose, row.case ?? '–', row.items.join(', ')]),
    ),
  )
  if (!quiet) writeTalk(filled(talk.calls[lang], rows.length))
}
