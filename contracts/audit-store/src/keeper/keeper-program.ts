/**
 * Program of a keeper: a process beside one that writes a log. It reads the log's files, never the writer's memory, so that
 * no database and no witness can ever hold an answer up. It ends with its writer; what it left undone is in the files.
 */

import type { FromKeeper, ToKeeper } from './messages.ts'
import { OriginFolders } from './origin-folders.ts'
import { remoteSigners } from './remote-signers.ts'

const tell = (message: FromKeeper): void => {
  process.send?.(message, () => undefined)
}
const signers = remoteSigners(tell)
let folders: OriginFolders | null = null

function hear(message: ToKeeper): void {
  switch (message.kind) {
    case 'settings':
      folders = new OriginFolders(message, signers.signerFor, tell)
      return
    case 'witnesses':
      folders?.follow(message.witnesses)
      return
    case 'durable':
      folders?.durable(message.durable)
      return
    case 'signed':
      signers.signed(message)
      return
    case 'close':
      void (folders?.close() ?? Promise.resolve()).finally(() => process.exit())
      return
    default:
      message satisfies never
  }
}

// A signal for the whole group is the writer's to answer: the last checkpoint is made when it has closed its log.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.once('disconnect', () => process.exit())
process.on('message', hear)
