/** Text of a data file -> value, with the line of each part, so that every finding names file, line and key (data.md). */
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml'
import { type Finding, SchemaError } from '../errors.ts'
import { aliasesMax, fileBytesMax, nestingMax } from './limits.ts'

/** A file's value and where its parts stand. */
export interface YamlFile {
  readonly value: unknown
  /** Line (from 1) of the part at a path; of the nearest part above it when the path leads nowhere. */
  lineOf(path: readonly (string | number)[]): number
}

/**
 * Reads one YAML 1.2 document (JSON is YAML). Dates stay text.
 * @throws SchemaError `FORMAT_INVALID` for wrong syntax, a repeated key, an alias bomb, a file over 64 MB
 */
export function readYaml(text: string, file: string): YamlFile {
  if (Buffer.byteLength(text) > fileBytesMax) throw formatError([{ path: file, message: 'expected at most 64 MB' }])
  const lines = new LineCounter()
  const deep = tooDeepLine(text)
  if (deep !== undefined) throw formatError([at(file, deep, `expected at most ${nestingMax} levels`)])
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, logLevel: 'error' })
  const errors = [...document.errors, ...document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED')]
  if (errors.length > 0) throw formatError(distinct(errors.map((error) => findingOf(error, file, text, lines))))
  return { value: plainValue(document, file), lineOf: (path) => lineOf(document, lines, path) }
}

function plainValue(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: aliasesMax })
  } catch (cause) {
    // The one thing that fails here is the count of aliases: what they would unfold to is never made.
    throw formatError([{ path: file, message: `expected at most ${aliasesMax} uses of aliases` }], { cause })
  }
}

function findingOf(error: YAMLError, file: string, text: string, lines: LineCounter): Finding {
  const [offset] = error.pos
  const { line } = lines.linePos(offset)
  if (error.code === 'DUPLICATE_KEY') return at(file, line, `key ${keyAt(text, offset)} is repeated`)
  if (error.code === 'RESOURCE_EXHAUSTION') return at(file, line, `expected at most ${nestingMax} levels`)
  if (error.code === 'MULTIPLE_DOCS') return at(file, line, 'expected one document')
  if (error.code === 'TAG_RESOLVE_FAILED') return at(file, line, 'a tag that YAML 1.2 does not know')
  return at(file, line, `not YAML (${error.code})`)
}

/** One mistake may trouble the parser many times in a line. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.path} ${finding.message}`, finding])).values()]
}

/** A key may be shown, a value never: what follows the colon is cut. */
function keyAt(text: string, offset: number): string {
  const rest = text.slice(offset, offset + 80)
  return /^["']?([^"':\n]+)/.exec(rest)?.[1]?.trim() ?? '?'
}

function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const key = keyNode(document, path.slice(0, length))
    const node = key ?? document.getIn(path.slice(0, length), true)
    const offset = (node as Node | undefined)?.range?.[0]
    if (offset !== undefined) return lines.linePos(offset).line
  }
  return 1
}

function keyNode(document: Document.Parsed, path: readonly (string | number)[]): Node | undefined {
  const above = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!isMap(above)) return undefined
  const pair = above.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)))
  return isScalar(pair?.key) ? pair.key : undefined
}

/** Line of the first bracket that opens one level too many; the parser would follow it with the stack. */
function tooDeepLine(text: string): number | undefined {
  let depth = 0
  let line = 1
  for (const character of text) {
    if (character === '\n') line += 1
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1)
    if (depth > nestingMax) return line
  }
  return undefined
}

function at(file: string, line: number, message: string): Finding {
  return { path: `${file}:${line}`, message }
}

function formatError(findings: readonly Finding[], options?: ErrorOptions): SchemaError {
  return new SchemaError('FORMAT_INVALID', findings, options)
}
