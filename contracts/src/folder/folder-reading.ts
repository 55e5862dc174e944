/** Reads the documents of a folder one by one and keeps every finding with its file, line and key. */
import { readYaml, SchemaError } from '@xinqiao/schema'
import { ContractError, type DocumentFinding } from '../errors.ts'

export interface FolderFinding extends DocumentFinding {
  readonly file: string
  /** Line of the file, from 1, where it is known. */
  readonly line?: number
}

export class FolderReading {
  readonly #files: ReadonlyMap<string, string>
  readonly #findings: FolderFinding[] = []

  constructor(files: ReadonlyMap<string, string>) {
    this.#files = files
  }

  get findings(): readonly FolderFinding[] {
    return this.#findings
  }

  refuse(file: string, path: string, message: string): void {
    this.#findings.push({ file, path, code: 'FORMAT_INVALID', message })
  }

  /** The file as its reader gives it; `undefined` when it is absent or has findings. */
  read<T>(file: string, read: (document: unknown, source: string) => T): T | undefined {
    const text = this.#files.get(file)
    if (text === undefined) return undefined
    let lineOf: ((path: readonly (string | number)[]) => number) | undefined
    try {
      const yaml = readYaml(text, file)
      lineOf = (path) => yaml.lineOf(path)
      return read(yaml.value, file)
    } catch (error) {
      if (!(error instanceof ContractError) && !(error instanceof SchemaError)) throw error
      for (const finding of error.findings) {
        const line = lineOf?.(stepsOf(finding.path))
        const code = 'code' in finding ? finding.code : 'FORMAT_INVALID'
        this.#findings.push({ file, ...finding, code, ...(line === undefined ? {} : { line }) })
      }
      return undefined
    }
  }

  /** A JSON file; a broken one is noted and reads as absent. */
  json(file: string): unknown {
    try {
      return JSON.parse(this.#files.get(file) ?? '') as unknown
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      this.refuse(file, '', 'expected JSON')
      return undefined
    }
  }
}

/** `items[2].fields[0]` → `['items', 2, 'fields', 0]`. */
function stepsOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/gu)].map(([, index, key]) =>
    index === undefined ? (key ?? '') : Number(index),
  )
}
