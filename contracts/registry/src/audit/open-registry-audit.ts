/** The registry's own log, written by the same package as the gateway's, under an origin of its own (audit.md §1). */
import { join } from 'node:path'
import {
  type AuditEntry,
  AuditLogError,
  type AuditReceipt,
  type CheckpointKeys,
  CountedAway,
  keepSystemRecord,
} from '@xinqiao/audit-log'
import { type KeeperSettings, openKeptLog } from '@xinqiao/audit-store'
import type { WitnessRule } from '@xinqiao/contracts'
import { RegistryError } from '../errors.ts'
import type { RegistryEvents } from '../events.ts'
import type { ErasureBook } from './erasure-book.ts'
import { readErasures } from './read-erasures.ts'
import type { RegistryAudit } from './registry-audit.ts'
import { storeActsAfter } from './store-acts-after.ts'
import { witnessAct } from './witness-rule.ts'

const hub = 'xinqiao'
const node = 'registry'

/** What keeps the log: settings, and the witnesses of the registry's own state, which its keeper asks before it signs anything. */
export type RegistryKeeper = KeeperSettings & { readonly witnesses: WitnessRule }

/**
 * Opens the log in the process's state folder.
 * @throws RegistryError `AUDIT_DAMAGED` or `AUDIT_UNAVAILABLE`.
 */
export async function openRegistryAudit(
  stateDir: string,
  keys: Pick<CheckpointKeys, 'signerFor'>,
  keeper: RegistryKeeper,
  events: RegistryEvents,
): Promise<RegistryAudit> {
  const directory = join(stateDir, 'audit', node)
  // Before anything of this process writes: the files stand still.
  const erasures = bookOf(directory, events)
  const { log, keeper: kept } = await openKeptLog({
    ...keeper,
    directory,
    hub,
    node,
    signerFor: keys.signerFor,
    onEvent: (event) => events.auditKeeper(event),
    // Else a rule that stops the hub could not be changed by the office that set it.
    isTakenThough: ({ kind, act }) => kind === 'admin' && act === witnessAct,
    onState: (state) => {
      if (!state.writable) events.failed('audit', state.error)
    },
  }).catch(refuse)
  const away = new CountedAway<RegistryError['code']>()
  const record = keepSystemRecord({ log, away, onFailure: (error) => events.failed('audit', error) })
  const append = (entry: AuditEntry): Promise<AuditReceipt> => log.append(entry).catch(refuse)
  return {
    erasures,
    act: async ({ failed, ...entry }) => {
      const more = failed === undefined ? {} : { failed }
      const receipt = await append({ v: 1, kind: 'admin', at: Date.now(), ...entry, ...more })
      erasures.take({ ...entry, ...more })
      return receipt
    },
    storeActsAfter: (mark) => storeActsAfter(directory, `${hub}/audit/${node}`, mark),
    refusedToken: async (entry) => {
      await append({ v: 1, kind: 'token', at: Date.now(), decision: 'refused', ...entry })
    },
    looked: async ({ asked, rows, ...entry }) => {
      const more = { ...(asked === undefined ? {} : { asked }), ...(rows === undefined ? {} : { rows }) }
      const decision = entry.code === null ? 'permit' : 'refused'
      const receipt = await append({ v: 1, kind: 'auditor', at: Date.now(), client: null, decision, ...entry, ...more })
      return `${receipt.origin}/${receipt.index}`
    },
    turnedAway: (code) => away.add(code),
    checkpoint: async (entry) => {
      await append({ ...entry })
    },
    follow: (witnesses) => kept.follow(witnesses),
    writable: () => log.writable,
    close: async () => {
      await record.stop()
      await log.close()
    },
  }
}

function bookOf(directory: string, events: RegistryEvents): ErasureBook {
  try {
    return readErasures(directory, (folder) => events.yearGone(folder))
  } catch (error) {
    if (error instanceof AuditLogError && error.code === 'AUDIT_TILE_INVALID') throw damaged(error)
    return refuse(error)
  }
}

/** What a log that does not tell its erasures would give out again, nobody knows: it does not start. */
function damaged(cause: AuditLogError): RegistryError {
  return new RegistryError(
    'AUDIT_DAMAGED',
    0,
    "Entries of the registry's audit log are missing; nothing was touched.",
    {
      cause,
    },
  )
}

function refuse(error: unknown): never {
  if (!(error instanceof AuditLogError)) throw error
  if (error.code === 'AUDIT_DAMAGED')
    throw new RegistryError('AUDIT_DAMAGED', 0, 'The audit log of the registry is damaged; nothing was touched.', {
      cause: error,
    })
  throw new RegistryError('AUDIT_UNAVAILABLE', 503, 'The act could not be recorded, so it was not done.', {
    cause: error,
  })
}
