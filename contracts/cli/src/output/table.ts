/** Tables that fit a terminal: columns aligned by display width, so Chinese and Latin stand straight. */
import stringWidth from 'string-width'

const gap = '  '
const screenWidth = 80
const cellMinimum = 8

/** Rows under a header, in columns as wide as needed; the last column is folded to fit 80 columns. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(stringWidth(title), ...rows.map((row) => stringWidth(row[column] ?? ''))),
  )
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + gap.length, 0)
  const last = Math.max(cellMinimum, Math.min(widths.at(-1) ?? 0, screenWidth - before))
  const all = [...widths.slice(0, -1), last]
  return [header, all.map((width) => '─'.repeat(width)), ...rows].flatMap((row) => line(row, all)).join('\n')
}

function line(row: readonly string[], widths: readonly number[]): readonly string[] {
  const folded = fold(row[widths.length - 1] ?? '', widths.at(-1) ?? cellMinimum)
  return folded.map((part, index) =>
    widths
      .map((width, column) =>
        column === widths.length - 1 ? part : pad(index === 0 ? (row[column] ?? '') : '', width),
      )
      .join(gap)
      .trimEnd(),
  )
}

/** Fills a text up to a display width. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)))
}

/** Cuts a text into lines of a display width. */
export function fold(text: string, width: number): readonly string[] {
  const lines: string[] = ['']
  for (const character of text) {
    const current = lines.at(-1) ?? ''
    if (stringWidth(current + character) > width) lines.push(character)
    else lines[lines.length - 1] = current + character
  }
  return lines
}
