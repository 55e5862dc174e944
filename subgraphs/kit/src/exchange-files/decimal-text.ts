/** Amounts and dates as official files write them, turned into fen and legal dates by their digits: no floating-point sum ever. */
import { parseLegalDate } from '@xinqiao/schema'

const decimalsOfTenThousand = 6

/**
 * An amount in 10,000 RMB as fen: `'2.35'` → 2350000. `undefined` when it is no amount in whole fen, or too large to be exact.
 */
export function tenThousandToFen(text: string): number | undefined {
  const plain = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(text) ? text.replaceAll(',', '') : text
  const match = /^(\d+)(?:\.(\d+))?$/u.exec(plain)
  if (match === null) return undefined
  const decimals = (match[2] ?? '').replace(/0+$/u, '')
  if (decimals.length > decimalsOfTenThousand) return undefined
  const fen = Number(`${match[1]}${decimals.padEnd(decimalsOfTenThousand, '0')}`)
  return Number.isSafeInteger(fen) ? fen : undefined
}

/** `2026-01-31`, `2026/1/31`, `2026年1月31日` or `20260131`, with or without a time of 00:00:00. */
export function exchangeDate(text: string): string | undefined {
  const match =
    /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[ T]0?0:00(?::00(?:\.0+)?)?)?$/u.exec(text) ??
    /^(\d{4})(年)(\d{1,2})月(\d{1,2})日$/u.exec(text) ??
    /^(\d{4})()(\d{2})(\d{2})$/u.exec(text)
  if (match === null) return undefined
  const [, year, , month, day] = match
  return parseLegalDate(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`)
}

/** Shortest decimal text of a number cell: a spreadsheet stores 2.35 as the nearest binary number, `2.3500000000000001`. */
export function decimalText(raw: string): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  const shortest = String(value)
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/u.exec(shortest)
  if (match === null) return shortest
  const digits = `${match[2]}${match[3] ?? ''}`
  const point = 1 + Number(match[4])
  const sign = match[1] ?? ''
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return `${sign}${digits.padEnd(point, '0')}`
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}
