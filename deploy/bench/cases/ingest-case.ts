/** Records through a real agency's ingest door into a real PostgreSQL: records a second, and whether memory stays flat. */
import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ingestFile } from '@xinqiao/cli'
import { inventCompany } from '../../generator/companies.ts'
import { seededRandom } from '../../generator/random.ts'
import { readJwk } from '../../hub/keys.ts'
import { type BenchRow, median, rounded } from '../bench-row.ts'
import type { BenchHub } from '../hub/bench-hub.ts'
import { ingestRecords, memorySampleMs, subjectsAsked } from '../limits.ts'
import { usageOf } from '../measure/process-usage.ts'
import { penalties } from '../world/bench-records.ts'

/** Organizations that the records are about; none of those the other cases ask for. */
const organizations = 10_000
const seed = 20_261_124

/**
 * Sends one file of `ingestRecords` penalties to market regulation.
 * @throws Error when a record is refused: the file is made to be taken whole
 */
export async function runIngestCase(hub: BenchHub): Promise<BenchRow> {
  const agency = hub.agencies['amr']
  if (agency === undefined) throw new Error('The hub names no agency amr.')
  const file = join(hub.stateDir, 'ingest.ndjson')
  await writeFile(file)
  const memory: number[] = []
  const before = usageOf(agency.pid)
  const timer = setInterval(() => memory.push(usageOf(agency.pid).rssMb), memorySampleMs)
  const begun = performance.now()
  const figures = await ingestFile({ url: agency.ingest, key: readJwk(hub.keysDir, 'agency-amr'), file }).finally(() =>
    clearInterval(timer),
  )
  const seconds = (performance.now() - begun) / 1000
  const after = usageOf(agency.pid)
  rmSync(file)
  if (figures.accepted !== ingestRecords)
    throw new Error(
      `Of ${ingestRecords} records ${figures.accepted} were taken in: ${JSON.stringify(figures.refusals[0])}`,
    )
  const half = memory.slice(Math.floor(memory.length / 2))
  return {
    case: 'ingest',
    engine: 'market-regulation',
    cpuMsPerRequest: rounded((after.cpuMs - before.cpuMs) / ingestRecords),
    p50Ms: null,
    p99Ms: null,
    rssMb: rounded(median(memory)),
    ratioToFloor: null,
    requestsPerSecond: rounded(ingestRecords / seconds),
    more: {
      records: ingestRecords,
      seconds: rounded(seconds),
      startRssMb: rounded(before.rssMb),
      medianRssMb: rounded(median(memory)),
      medianRssOfSecondHalfMb: rounded(median(half)),
      maxRssMb: rounded(Math.max(...memory)),
    },
  }
}

async function writeFile(file: string): Promise<void> {
  const random = seededRandom(seed)
  const companies = Array.from({ length: organizations }, (_, index) =>
    inventCompany(subjectsAsked + 1 + index, random),
  )
  function* lines(): Generator<string> {
    let batch = ''
    for (const record of penalties(ingestRecords, companies, random)) {
      batch += `${JSON.stringify(record)}\n`
      if (batch.length < 65_536) continue
      yield batch
      batch = ''
    }
    yield batch
  }
  await pipeline(Readable.from(lines()), createWriteStream(file))
}
