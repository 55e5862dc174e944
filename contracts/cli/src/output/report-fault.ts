/** Our own fault (exit 70): a report file for whoever mends it, free of data. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Lesson } from '../errors.ts'

/** Writes the kind of error and the places it passed; its message stays out, since it may quote what was read. */
export function reportFault(error: unknown, verb: string | undefined): Lesson {
  const report = {
    schema: 'xinqiao-fault/1',
    verb: /^[a-z]+$/.test(verb ?? '') ? verb : null,
    node: process.version,
    error: error instanceof Error ? error.name : typeof error,
    passed: error instanceof Error ? placesOf(error.stack ?? '') : [],
  }
  return {
    code: 'OUR_FAULT',
    what: { zh: '这是命令行自身的缺陷。', en: 'This is a defect of the command line.' },
    where: write(report),
    next: { zh: '请附上该报告文件反馈；其中不含数据。', en: 'Report it with this file; it holds no data.' },
  }
}

function write(report: object): string | undefined {
  try {
    const file = join(mkdtempSync(join(tmpdir(), 'xinqiao-fault-')), 'report.json')
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
    return file
  } catch {
    return undefined
  }
}

/** `name (file:line:column)` of each frame, folders left out. */
function placesOf(stack: string): readonly string[] {
  return stack.split('\n').flatMap((line) => {
    const frame = /^\s+at (?:(.*) )?\(?([^()]+:\d+:\d+)\)?$/.exec(line)
    return frame === null ? [] : [`${frame[1] ?? '-'} (${basename(frame[2] ?? '')})`]
  })
}
