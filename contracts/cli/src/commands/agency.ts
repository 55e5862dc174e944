/** `xinqiao agency calls X`: the agency's own call log; this is how anyone checks what was not fetched. */
import { Command } from 'commander'
import { CliError } from '../errors.ts'
import { findHub } from '../hub/find-hub.ts'
import { readJsonKey } from '../hub/read-key.ts'
import { getSignedLines } from '../hub/signed-request.ts'
import { printData, writeOut, writeTalk } from '../output/print.ts'
import { table } from '../output/table.ts'
import { sharedOptions, withSharedOptions } from './shared-options.ts'

/** One row of a call log: no subject, no value. */
interface CallRow {
  readonly time?: string
  readonly at?: string
  readonly contract: string
  readonly purpose: string
  readonly case: string
  readonly items: readonly string[]
  readonly requestId: string
}

/** Builds the verb. */
export function agencyCommand(): Command {
  const calls = new Command('calls')
    .argument('<agency>')
    .option('--since <instant>', 'only later calls, for example 2026-11-24T00:00:00+08:00')
    .description('what the hub asked this agency for · 调用日志')
  withSharedOptions(calls, [
    'npx xinqiao agency calls court',
    'npx xinqiao agency calls tax --since 2026-11-24T00:00:00+08:00 -o ndjson',
  ])
  calls.action(async (agency: string, options: { since?: string }) => showCalls(calls, agency, options.since))
  return new Command('agency').description('agencies and their call logs · 机构').addCommand(calls)
}

async function showCalls(command: Command, id: string, since: string | undefined): Promise<void> {
  const { output, state, quiet } = sharedOptions(command)
  const hub = findHub(state)
  const agency = hub.agencies[id]
  if (agency === undefined)
    throw new CliError('usage', {
      code: 'AGENCY_UNKNOWN',
      what: 'hub.json names no agency of this id.',
      next: `one of: ${Object.keys(hub.agencies).join(', ')}`,
    })
  const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`
  const rows = (await getSignedLines(`${agency.url}/calls${query}`, readJsonKey(agency.key))) as readonly CallRow[]
  if (output !== 'table') return printData(rows, output)
  writeOut(
    table(
      ['time', 'contract', 'purpose', 'case', 'items'],
      rows.map((row) => [row.at ?? row.time ?? '', row.contract, row.purpose, row.case, row.items.join(', ')]),
    ),
  )
  if (!quiet) writeTalk(`${rows.length} calls`)
}
