import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readClock } from './read-clock.ts'

let folder: string
let path: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clock-'))
  path = join(folder, 'now')
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('a clock that follows a file', () => {
  it('[D16] moves legal time over midnight as soon as the file is written', () => {
    writeFileSync(path, '2026-11-22T23:59:59+08:00\n')
    const clock = readClock(`file:${path}`)
    expect(clock.today()).toBe('2026-11-22')
    writeFileSync(path, '2026-11-23T00:00:00+08:00\n')
    expect(clock.today()).toBe('2026-11-23')
  })

  it('sees each of many writes in a row, though the file system gives some of them one time', () => {
    const clock = readClock(`file:${path}`)
    for (let second = 10; second < 60; second += 1) {
      const instant = `2026-11-23T00:00:${second}+08:00`
      writeFileSync(path, instant)
      expect(clock.nowMs()).toBe(Date.parse(instant))
    }
  })

  it('sees an old file replaced by another', () => {
    const clock = readClock(`file:${path}`)
    utimesSync(path, 1000, 1000)
    clock.nowMs()
    writeFileSync(join(folder, 'next'), '2027-01-01T00:00:00+08:00')
    utimesSync(join(folder, 'next'), 2000, 2000)
    renameSync(join(folder, 'next'), path)
    expect(clock.today()).toBe('2027-01-01')
  })

  it('runs from the moment the file was written, so every process tells the same time', () => {
    writeFileSync(path, '2026-11-23T10:00:00+08:00+')
    const writtenAt = new Date(Date.now() - 60_000)
    utimesSync(path, writtenAt, writtenAt)
    const minute = readClock(`file:${path}`).nowMs() - Date.parse('2026-11-23T10:01:00+08:00')
    expect(minute).toBeGreaterThanOrEqual(0)
    expect(minute).toBeLessThan(5_000)
  })

  it('keeps the last good time while the file is half-written or away', () => {
    writeFileSync(path, '2026-11-23T10:00:00+08:00')
    const clock = readClock(`file:${path}`)
    writeFileSync(path, '2026-1')
    expect(clock.today()).toBe('2026-11-23')
    rmSync(path)
    expect(clock.today()).toBe('2026-11-23')
    writeFileSync(path, 'system')
    expect(Math.abs(clock.nowMs() - Date.now())).toBeLessThan(1_000)
  })

  it('does not start without its file or with a wrong one', () => {
    writeFileSync(path, 'file:elsewhere')
    expect(() => readClock(`file:${path}`)).toThrow(expect.objectContaining({ code: 'CLOCK_INVALID' }))
    expect(() => readClock(`file:${join(folder, 'none')}`)).toThrow(expect.objectContaining({ code: 'CLOCK_INVALID' }))
  })
})
