/**
 * What a witness remembers: of each log the checkpoint it cosigned last, and evidence against logs that forked.
 *
 *     <folder>/lock                                one process: two would sign two histories
 *     <folder>/logs/<SHA-256 of the origin>        the last checkpoint with the log's signature
 *     <folder>/evidence/<log>-<kind>-<hash>.txt    the remembered note, and behind it the one that does not follow from it
 */
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { evidenceFilesMax } from '../limits.ts'
import { keptForm } from '../notes/index.ts'
import { fileDisk } from '../tiles/tile-disk.ts'
import { takeLock } from '../wal/lock.ts'

/** `forked`: two roots for one size, a proof by itself · `suspect`: no proof came that the second note follows from the first. */
export type EvidenceKind = 'forked' | 'suspect'

export interface WitnessState {
  /** The note remembered last for an origin, null for a new one. Throws where it cannot be read: it is never taken for new. */
  last(origin: string): string | null
  /** Durable when it resolves. */
  remember(origin: string, note: string): Promise<void>
  /** Keeps two notes, each pair once; says in which file. */
  keepEvidence(origin: string, kind: EvidenceKind, remembered: string, other: string): Promise<string>
  close(): void
}

/**
 * Opens the folder, making it where it is missing.
 * @throws AuditLogError `AUDIT_LOCKED` while another process has it
 */
export async function openWitnessState(directory: string): Promise<WitnessState> {
  const [logs, evidence] = [`${directory}/logs`, `${directory}/evidence`]
  for (const folder of [directory, logs, evidence]) await fileDisk.makeFolder(folder)
  const release = takeLock(directory)
  for (const folder of [directory, `${directory}/..`]) await fileDisk.syncFolder(folder)
  const write = async (folder: string, name: string, text: string): Promise<void> => {
    await fileDisk.writeFile(`${folder}/${name}`, Buffer.from(text))
    await fileDisk.syncFolder(folder)
  }
  return {
    last: (origin) => readIfThere(`${logs}/${nameOf(origin)}`),
    remember: (origin, note) => write(logs, nameOf(origin), note),
    keepEvidence: async (origin, kind, remembered, other) => {
      const start = `${nameOf(origin).slice(0, 16)}-${kind}-`
      const notes = `${keptForm(remembered)}${keptForm(other)}`
      const name = `${start}${nameOf(notes).slice(0, 16)}.txt`
      const kept = readdirSync(evidence).filter((file) => file.startsWith(start) && file.endsWith('.txt'))
      if (!kept.includes(name) && kept.length < evidenceFilesMax) await write(evidence, name, notes)
      return `evidence/${name}`
    },
    close: release,
  }
}

function nameOf(text: string): string {
  return hash('sha256', text, 'hex')
}

/** The text of a file; null where there is none, which is not the same as one that cannot be read. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
