/** A file's records by its content type: NDJSON, or the official permit and penalty files as CSV or XLSX (data.md §2). */
import { type Catalog, itemsOfProvider, type ProviderId } from '@xinqiao/schema'
import { KitError } from '../errors.ts'
import type { ExchangeRow } from '../exchange-files/exchange-row.ts'
import { readExchangeFile } from '../exchange-files/read-exchange-file.ts'
import type { FileRow } from './ingest-file.ts'
import { ndjsonRows } from './ndjson-rows.ts'

/** Whose file it is: `item` from the request, for official files, which do not name one; `authority` the agency's own code. */
export interface FileTarget {
  readonly provider: ProviderId
  readonly catalog: Catalog
  readonly item: string | null
}

const exchangeFormats: Readonly<Record<string, 'csv' | 'xlsx'>> = {
  'text/csv': 'csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
}
const ndjsonTypes: ReadonlySet<string> = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl'])

/**
 * The rows of a body.
 * @throws KitError `FILE_NOT_ACCEPTED` (415) for another content type
 */
export function fileRows(
  contentType: string,
  body: AsyncIterable<Uint8Array>,
  target: FileTarget,
): AsyncIterable<FileRow> {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (ndjsonTypes.has(type)) return ndjsonRows(body)
  const format = exchangeFormats[type]
  if (format === undefined) throw new KitError('FILE_NOT_ACCEPTED', 415, 'Expected NDJSON, CSV or XLSX.')
  return exchangeRows(readExchangeFile(body, { format, item: target.item ?? '' }), target)
}

async function* exchangeRows(rows: AsyncIterable<ExchangeRow>, target: FileTarget): AsyncGenerator<FileRow> {
  for await (const row of rows) {
    const { line } = row
    if ('error' in row) yield { line, problem: row.error.message, path: row.error.path }
    else yield { line, value: target.item === null ? withItem(row.record, target) : row.record }
  }
}

/** Without a named item: a penalty file is the provider's penalties, a permit file its permits where it has one kind only. */
function withItem(record: unknown, { provider, catalog }: FileTarget): unknown {
  const sent = record as Readonly<Record<string, unknown>>
  if (sent['arisingFrom'] !== 'permit') return { ...sent, item: `${provider}.penalty` }
  const permits = itemsOfProvider(catalog, provider).filter(({ actKind }) => actKind === 'permit')
  return { ...sent, item: permits.length === 1 ? permits[0]?.id : undefined }
}
