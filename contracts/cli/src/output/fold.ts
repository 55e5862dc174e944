/** Folds a text into lines of a display width: between words where there are any, between characters where there are none. */
import stringWidth from 'string-width'

/** Latin words with the mark or space that ends them stay together; Chinese may be cut after any character. */
const piecePattern = /[^\s\u2e80-\uffef.,;/_-]+[\s.,;/_-]*|[\s\S]/gu

/** Lines no wider than `width`; a word that is wider itself is cut. */
export function fold(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => foldParagraph(paragraph, width))
}

/** Lines of a report: what goes on in the next line stands two columns further in. */
export function foldLines(lines: readonly string[], width: number): string {
  const folded = lines.flatMap((line) => {
    const margin = /^ */.exec(line)?.[0] ?? ''
    const [first = '', ...rest] = fold(line.trimStart(), width - margin.length - hanging.length)
    return [margin + first, ...rest.map((more) => margin + hanging + more)]
  })
  return folded.join('\n')
}

const hanging = '  '

function foldParagraph(text: string, width: number): readonly string[] {
  const lines: string[] = ['']
  for (const piece of text.match(piecePattern) ?? []) {
    const current = lines.at(-1) ?? ''
    if (stringWidth((current + piece).trimEnd()) <= width) lines[lines.length - 1] = current + piece
    else if (stringWidth(piece.trimEnd()) <= width) lines.push(piece.trimStart())
    else addCut(lines, piece, width)
  }
  return lines.map((line) => line.trimEnd())
}

function addCut(lines: string[], piece: string, width: number): void {
  for (const character of piece) {
    const current = lines.at(-1) ?? ''
    if (current !== '' && stringWidth(current + character) > width) lines.push(character)
    else lines[lines.length - 1] = current + character
  }
}
