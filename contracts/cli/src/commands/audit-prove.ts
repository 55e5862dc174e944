/** `xinqiao audit prove PLACE [FOLDER]`: the proof that an entry stands in the log, out of a folder or, for the client it names, from the hub. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AuditLogError, bestCheckpoint, proveEntry } from '@xinqiao/audit-log'
import { type Asking, proofAs } from '../hub/ask-hub.ts'
import { findHub } from '../hub/find-hub.ts'
import { nodeFolder, originFolders } from '../hub/log-folder.ts'
import { printData, writeOut } from '../output/print.ts'
import { ownError } from '../texts/lessons.ts'
import { demand, type VerbInput } from '../verbs/verb.ts'

/** Proves an entry. Exit 2 where no checkpoint of the folder covers it, 1 where the hub gives no proof. */
export async function auditProve(input: VerbInput): Promise<void> {
  const [place = '', named] = input.words
  const client = input.flag('as')
  const proof = client === undefined ? fromFolder(input, place, named) : await fromHub(input, client, place)
  if (input.output === 'table') writeOut(proof.trimEnd())
  else await printData({ index: Number(indexOf(place)), proof }, input.output)
}

/** An automated task names itself where no official is named (trust.md §3). */
const taskOfficial = 'task:xinqiao'

function fromHub(input: VerbInput, client: string, receipt: string): Promise<string> {
  const { contract, purpose } = demand(input, ['contract', 'purpose'])
  const official = input.flag('official') ?? taskOfficial
  const as: Asking = { client, contract, purpose, case: input.flag('case'), official }
  return proofAs(findHub(input.state), as, receipt)
}

/** Of a node's folder, in the year that a receipt names, else in its newest log. */
function fromFolder(input: VerbInput, place: string, named: string | undefined): string {
  const folder = nodeFolder(input, named)
  const year = place.split('/').at(-2) ?? originFolders(folder).at(-1) ?? ''
  const log = existsSync(join(folder, 'origin')) ? folder : join(folder, year)
  const index = indexOf(place)
  if (!/^\d{1,15}$/.test(index)) throw ownError('FLAG_INVALID', '<place>: 4711, origin/4711')
  return proofIn(log, Number(index))
}

function indexOf(place: string): string {
  return place.slice(place.lastIndexOf('/') + 1)
}

function proofIn(folder: string, index: number): string {
  try {
    return proveEntry(folder, index, bestCheckpoint(folder, index)).proof
  } catch (error) {
    throw error instanceof AuditLogError ? ownError('AUDIT_UNREADABLE', error.message, { cause: error }) : error
  }
}
