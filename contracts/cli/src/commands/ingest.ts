/** `xinqiao ingest FILE --agency X`: a file of records through that agency's ingest door, with progress and every refused line. */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { readEnvironment } from '../config.ts'
import { CliError } from '../errors.ts'
import { findHub } from '../hub/find-hub.ts'
import { type IngestFigures, ingestFile } from '../hub/ingest-file.ts'
import { readJsonKey } from '../hub/read-key.ts'
import { printData, writeOut, writeTalk } from '../output/print.ts'
import { table } from '../output/table.ts'
import { sharedOptions, withSharedOptions } from './shared-options.ts'

/** Builds the verb. */
export function ingestCommand(): Command {
  const command = new Command('ingest')
    .argument('<file>', '.ndjson, .csv or .xlsx')
    .description('hand records to an agency · 报送信用记录')
    .requiredOption('--agency <id>', 'whose ingest door, for example amr')
    .option('--item <id>', 'catalog item of an official file, else read from its name')
  withSharedOptions(command, [
    'npx xinqiao ingest deploy/seed/records/tax/00-showcase.ndjson --agency tax',
    'npx xinqiao ingest penalties.csv --agency amr --item amr.penalty -o json',
  ])
  return command.action(async (file: string, options: { agency: string; item?: string }) =>
    ingest(command, file, options),
  )
}

async function ingest(
  command: Command,
  path: string,
  options: { readonly agency: string; readonly item?: string },
): Promise<void> {
  const { output, state, quiet } = sharedOptions(command)
  const hub = findHub(state)
  const agency = hub.agencies[options.agency]
  if (agency === undefined)
    throw new CliError('usage', {
      code: 'AGENCY_UNKNOWN',
      what: 'hub.json names no agency of this id.',
      next: `one of: ${Object.keys(hub.agencies).join(', ')}`,
    })
  const file = resolve(readEnvironment().invokedFrom, path)
  const size = statSync(file, { throwIfNoEntry: false })?.size
  if (size === undefined)
    throw new CliError('usage', {
      code: 'FILE_NOT_FOUND',
      what: 'There is no file at this path.',
      next: 'name a file of records',
    })
  const figures = await ingestFile({
    url: agency.ingest,
    key: readJsonKey(agency.key),
    file,
    item: options.item,
    ...(quiet ? {} : { onSent: progress(size) }),
  })
  if (output === 'table') show(figures)
  else printData(figures, output)
  if (figures.refused > 0) throw new CliError('findings', [])
}

/** Rewrites one line on a terminal; silent elsewhere. */
function progress(size: number): (sent: number) => void {
  let shown = -1
  return (sent) => {
    const percent = Math.floor((sent / Math.max(1, size)) * 100)
    if (!process.stderr.isTTY || percent === shown) return
    shown = percent
    process.stderr.write(`\r${percent} % sent${percent === 100 ? '\n' : ''}`)
  }
}

function show(figures: IngestFigures): void {
  if (figures.refusals.length > 0) {
    writeOut(
      table(
        ['line', 'id', 'code', 'at', 'message'],
        figures.refusals.map((one) => [String(one.line), one.id ?? '–', one.code, one.path ?? '–', one.message]),
      ),
    )
  }
  writeTalk(`${figures.accepted} accepted, ${figures.unchanged} unchanged, ${figures.refused} refused`)
}
