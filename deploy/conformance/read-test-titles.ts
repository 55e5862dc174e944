/** The titles of the tests in a source text, read without running or compiling it. */
import { endOfBracket, pieceAt, type SourcePiece } from './skip-source.ts'

/** Calls that bear a title. */
const testCalls = new Set(['it', 'test', 'describe', 'suite', 'audit'])
/** A test that does not run proves nothing: its title and all it holds are left out. */
const notRun = new Set(['skip', 'todo'])

export interface TestTitle {
  readonly title: string
  /** Line of the call, from 1. */
  readonly line: number
}

/**
 * Titles of `it`, `test`, `describe` and `audit`, with modifiers, tables (`each`, `for`) and template strings;
 * what is filled in at run time reads as `…`.
 */
export function readTestTitles(source: string): readonly TestTitle[] {
  const titles: TestTitle[] = []
  let before: SourcePiece | undefined
  for (let place = 0; place < source.length; ) {
    const next = pieceAt(source, place, before)
    if (next.kind === 'word' && testCalls.has(next.text) && before?.text !== '.') {
      const call = readCall(source, next.end)
      if (call?.kind === 'titled') titles.push({ title: call.title, line: lineOf(source, place) })
      if (call?.kind === 'notRun') {
        before = undefined
        place = call.end
        continue
      }
    }
    if (next.kind !== 'space') before = next
    place = next.end
  }
  return titles
}

type Call = { readonly kind: 'titled'; readonly title: string } | { readonly kind: 'notRun'; readonly end: number }

/** Walks `.each(table)`, `.each<Types>(table)`, `.each` with a template, `.skipIf(condition)` to the call with the title. */
function readCall(source: string, start: number): Call | undefined {
  let runs = true
  let takesArguments = false
  for (let place = start; place < source.length; ) {
    const next = pieceAt(source, place, undefined)
    if (next.kind === 'word') {
      runs = runs && !notRun.has(next.text)
      takesArguments = ['each', 'for', 'skipIf', 'runIf'].includes(next.text)
    } else if (next.text === '(' && takesArguments) {
      takesArguments = false
      place = endOfBracket(source, place)
      continue
    } else if (next.text === '(') {
      if (!runs) return { kind: 'notRun', end: endOfBracket(source, place) }
      const title = readTitle(source, next.end)
      return title === undefined ? undefined : { kind: 'titled', title }
    } else if (next.text === '<') {
      place = endOfBracket(source, place)
      continue
    } else if (next.kind === 'template' && takesArguments) takesArguments = false
    else if (next.kind !== 'space' && next.text !== '.') return undefined
    place = next.end
  }
  return undefined
}

/** The first argument, when it is text: one literal or several joined by +. */
function readTitle(source: string, start: number): string | undefined {
  let title: string | undefined
  for (let place = start; place < source.length; ) {
    const next = pieceAt(source, place, undefined)
    if (next.kind === 'string' || next.kind === 'template') title = `${title ?? ''}${plainText(next)}`
    else if (next.kind !== 'space' && next.text !== '+') return title
    place = next.end
  }
  return title
}

function plainText({ kind, text }: SourcePiece): string {
  const inner = text.slice(1, -1)
  if (kind === 'string') return unescaped(inner)
  let plain = ''
  for (let place = 0; place < inner.length; ) {
    const hole = inner.indexOf('${', place)
    plain += inner.slice(place, hole === -1 ? inner.length : hole)
    if (hole === -1) break
    plain += '…'
    place = endOfBracket(inner, hole + 1)
  }
  return unescaped(plain)
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gsu, '$1')
}

function lineOf(source: string, place: number): number {
  return source.slice(0, place).split('\n').length
}
