/** The clock that follows a file. The one file of this package that touches the disk; tests and the demo use it, production refuses it. */
import { readFileSync, statSync } from 'node:fs'
import type { Clock } from './clock.ts'

/** Two writes within one tick of the file system leave the same time behind, so a young file is read again each time. */
const youngFileMs = 2_000

/** A file's text and the time of its last change, whenever asked. */
export interface WatchedFile {
  read(): { readonly text: string; readonly changedAtMs: number }
}

/** Makes a clock of one plain form, running (if it does) since a moment of the machine. */
export type PlainClock = (text: string, sinceMs: number) => Clock

/**
 * Follows a file. A running form counts from the file's last change, so that all processes that follow it agree.
 * Content that cannot be read later (a file being written) leaves the last good time in force.
 */
export function fileClock(file: WatchedFile, plainClock: PlainClock): Clock {
  let last = file.read()
  let clock = plainClock(last.text, last.changedAtMs)
  const current = (): Clock => {
    try {
      const now = file.read()
      if (now.text === last.text && now.changedAtMs === last.changedAtMs) return clock
      clock = plainClock(now.text, now.changedAtMs)
      last = now
    } catch {
      // Half-written or replaced at this moment: the next look sees it whole.
    }
    return clock
  }
  return { nowMs: () => current().nowMs(), today: () => current().today() }
}

/** A file on disk, read again only when its time, size or identity changed. */
export function watchFile(path: string): WatchedFile {
  let last: { readonly mark: string; readonly text: string; readonly changedAtMs: number } | undefined
  return {
    read: () => {
      const { mtimeMs, size, ino } = statSync(path)
      const mark = `${mtimeMs}/${size}/${ino}`
      if (last?.mark === mark && Date.now() - mtimeMs > youngFileMs) return last
      last = { mark, text: readFileSync(path, 'utf8').trim(), changedAtMs: mtimeMs }
      return last
    },
  }
}
