/** Tables that fit a terminal: columns aligned by display width, so Chinese and Latin stand straight; what does not fit is folded. */
import stringWidth from 'string-width'
import { fold } from './fold.ts'

const gap = '  '
/** Columns of a terminal that every table fits (experience.md §2). */
export const screenWidth = 80
/** A narrower column folds most words in two. */
const cellMinimum = 8

/** Rows under a header, none of them wider than the screen. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  screen: number = screenWidth,
): string {
  const widths = columnWidths([header, ...rows], screen)
  return [
    ...line(header, widths),
    widths.map((width) => '─'.repeat(width)).join(gap),
    ...rows.flatMap((row) => line(row, widths)),
  ].join('\n')
}

/** Names beside texts, without a header. */
export function facts(rows: readonly (readonly [string, string])[], screen: number = screenWidth): string {
  const widths = columnWidths(rows, screen)
  return rows.flatMap((row) => line(row, widths)).join('\n')
}

/** Fills a text up to a display width. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)))
}

/** As wide as the contents; while they do not fit, the widest column gives way. */
function columnWidths(rows: readonly (readonly string[])[], screen: number): readonly number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(1, ...rows.map((row) => stringWidth(row[column] ?? ''))),
  )
  const room = screen - gap.length * (columns - 1)
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over -= 1) {
    const widest = widths.indexOf(Math.max(...widths))
    if ((widths[widest] ?? 0) <= cellMinimum) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

function line(row: readonly string[], widths: readonly number[]): readonly string[] {
  const cells = widths.map((width, column) => fold(row[column] ?? '', width))
  const height = Math.max(1, ...cells.map((cell) => cell.length))
  return Array.from({ length: height }, (_, index) =>
    cells
      .map((cell, column) => pad(cell[index] ?? '', widths[column] ?? 0))
      .join(gap)
      .trimEnd(),
  )
}
