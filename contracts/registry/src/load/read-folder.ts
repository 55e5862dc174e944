/** A data folder, checked as a whole; one error and none of it is taken over (data.md §1). */
import { checkFolder, type FolderFindings } from '@xinqiao/contracts'
import { codeEntry, isCode, type LegalDate } from '@xinqiao/schema'
import { type Finding, RegistryError } from '../errors.ts'
import type { FolderFiles } from './merge-files.ts'

/**
 * Reads the folder.
 * @throws RegistryError with every finding.
 */
export function readFolder(files: FolderFiles, today: LegalDate): FolderFindings {
  const folder = checkFolder(files, { today })
  refuseFindings(folder.findings.map(findingOf))
  return folder
}

/** @throws RegistryError with all of them, when there are any. */
export function refuseFindings(findings: readonly Finding[]): void {
  const [first] = findings
  if (first === undefined) return
  throw new RegistryError(
    isCode(first.code) ? first.code : 'REQUEST_INVALID',
    422,
    'The folder is refused as a whole; nothing was taken over.',
    { findings },
  )
}

/** OPI-IX.d: whatever is wrong with the legal basis of an item, it is a basis that is missing, not a slip of form. */
const basisOfItem = /items\[[^\]]+\]\.basis$/

function findingOf({ file, line, path, code: found, message }: FolderFindings['findings'][number]): Finding {
  const code = file === 'catalog.yaml' && basisOfItem.test(path) ? 'LEGAL_BASIS_MISSING' : found
  const entry = isCode(code) ? codeEntry(code) : undefined
  return {
    code,
    where: `${file}${line === undefined ? '' : `:${line}`}${path === '' ? '' : ` ${path}`}`,
    message,
    article: entry?.article ?? '',
    next: entry?.nextEn ?? 'Repair the file and load it again; npx xinqiao lint shows the same findings.',
  }
}
