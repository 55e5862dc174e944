/** Who asked what for which purpose: one NDJSON line a call, a file a day; no subject, no value (data.md §4). */
import { appendFileSync, createReadStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { callLogDaysKept, callsPerAnswerMax } from './limits.ts'

/** One call of the hub. `time` is the machine's, ISO 8601 UTC. */
export interface CallEntry {
  readonly time: string
  readonly contract: string
  readonly purpose: string
  readonly case: string
  readonly items: readonly string[]
  readonly requestId: string
}

export interface CallLog {
  /** Resolves when the line is in the file; calls of one turn of the process share one write. */
  append(entry: CallEntry): Promise<void>
  /** Lines from an instant on, oldest first, as they stand in the files. */
  since(instantMs: number): AsyncGenerator<string>
}

const filePattern = /^calls-(\d{4}-\d{2}-\d{2})\.ndjson$/u
const dayMs = 24 * 60 * 60 * 1000

/** Opens the log in a folder and lets go of days past their keeping. */
export async function openCallLog(folder: string, nowMs: number = Date.now()): Promise<CallLog> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const oldest = dayOf(nowMs - callLogDaysKept * dayMs)
  for (const [file, day] of await files(folder)) if (day < oldest) await rm(join(folder, file))
  return { append: appender(folder), since: (instantMs) => linesSince(folder, instantMs) }
}

/**
 * Lines gather until the turn of the process ends, then go to the file in one write. The file is found by its name each time, so
 * that one that was moved away is made anew. The write does not go through the pool of threads: bringing a few hundred
 * bytes to the system's memory takes microseconds, the way to a thread and back ten times that.
 */
function appender(folder: string): (entry: CallEntry) => Promise<void> {
  let lines = ''
  let next: Promise<void> | undefined
  // What a write that failed in its middle left behind is ended, so that it spoils no line but its own.
  let start = ''
  const write = (): void => {
    const gathered = start + lines
    lines = ''
    next = undefined
    start = '\n'
    appendFileSync(join(folder, `calls-${dayOf(Date.now())}.ndjson`), gathered, { mode: 0o600 })
    start = ''
  }
  return ({ time, contract, purpose, case: file, items, requestId }) => {
    lines += `${JSON.stringify({ time, contract, purpose, case: file, items, requestId })}\n`
    next ??= new Promise<void>((resolve) => setImmediate(resolve)).then(write)
    return next
  }
}

async function* linesSince(folder: string, instantMs: number): AsyncGenerator<string> {
  let count = 0
  const from = dayOf(instantMs)
  for (const [file, day] of await files(folder)) {
    if (day < from) continue
    for await (const line of createInterface({
      input: createReadStream(join(folder, file)),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      if (line === '' || timeOf(line) < instantMs) continue
      count += 1
      if (count > callsPerAnswerMax) return
      yield line
    }
  }
}

/** A line torn by a power cut has no time and is left out. */
function timeOf(line: string): number {
  try {
    const entry: Partial<CallEntry> = JSON.parse(line)
    return Date.parse(entry.time ?? '')
  } catch {
    return Number.NEGATIVE_INFINITY
  }
}

async function files(folder: string): Promise<readonly (readonly [file: string, day: string])[]> {
  const found = (await readdir(folder)).toSorted()
  return found.flatMap((file) => {
    const day = filePattern.exec(file)?.[1]
    return day === undefined ? [] : [[file, day] as const]
  })
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
