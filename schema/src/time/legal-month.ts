/** Months of the calendar in Asia/Shanghai, written `YYYY-MM`: what keys and partitions of the audit are cut by (audit.md §2). */
import { legalDateOf } from './legal-date.ts'

/** `2026-11`. */
export type LegalMonth = string

const form = /^(\d{4})-(0[1-9]|1[0-2])$/u

/** The text as a month, or `undefined` when it is none in exactly this form. */
export function parseLegalMonth(text: unknown): LegalMonth | undefined {
  return typeof text === 'string' && form.test(text) ? text : undefined
}

/** The month an instant lies in. */
export function legalMonthOf(ms: number): LegalMonth {
  return legalDateOf(ms).slice(0, 7)
}

/** The month so many months later, or earlier where the count is negative. */
export function addLegalMonths(month: LegalMonth, count: number): LegalMonth {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`
}
