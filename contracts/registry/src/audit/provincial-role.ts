/** The role `provincial`: this registry's log takes the checkpoint of every other node each minute, so that its settled root covers the whole hub (audit.md §4). */
import { join } from 'node:path'
import {
  type CheckpointEntry,
  type KnownLog,
  openProvincialLog,
  type ProvincialLog,
  readVkey,
} from '@xinqiao/audit-log'
import type { RegistryEvents } from '../events.ts'
import type { AuditKey } from '../state.ts'

export interface ProvincialRole {
  /** Address of each node by its name, such as `gateway`: where it serves `/audit/<node>/<year>/…`. */
  readonly nodes: Readonly<Record<string, string>>
  /** The registered keys as they are now. */
  readonly auditKeys: () => Iterable<AuditKey>
  readonly stateDir: string
  readonly take: (entry: CheckpointEntry) => Promise<void>
  readonly events: Pick<RegistryEvents, 'provincial'>
}

/** Origins of a node that are read: the newest, and the one before it, whose last checkpoint may not be taken yet. */
const originsRead = 2

/**
 * Takes up the role.
 * @throws AuditLogError `AUDIT_LOCKED`
 */
export function openProvincialRole({
  nodes,
  auditKeys,
  stateDir,
  take,
  events,
}: ProvincialRole): Promise<ProvincialLog> {
  const last = new Map<string, string>()
  return openProvincialLog({
    directory: join(stateDir, 'provincial'),
    logs: async () => logsOf(nodes, auditKeys()),
    append: take,
    onEvent: (event) => {
      // A node that is away is told once, not each minute.
      if (last.get(event.origin) !== event.kind) events.provincial(event)
      last.set(event.origin, event.kind)
    },
    now: Date.now,
  })
}

/** The logs to read: those of registered keys whose node has an address. */
export function logsOf(nodes: Readonly<Record<string, string>>, keys: Iterable<AuditKey>): readonly KnownLog[] {
  const all = [...keys].map(({ origin, vkey }) => ({ ...placeOf(origin), vkey }))
  return Object.entries(nodes).flatMap(([name, address]) =>
    all
      .filter(({ node }) => node === name)
      .sort((one, other) => one.year.localeCompare(other.year, 'en', { numeric: true }))
      .slice(-originsRead)
      .map(({ node, year, vkey }) => ({ key: readVkey(vkey), prefix: `${address}/audit/${node}/${year}` })),
  )
}

/** `<hub>/audit/<node>/<year>`. */
function placeOf(origin: string): { readonly node: string; readonly year: string } {
  const [year = '', node = ''] = origin.split('/').reverse()
  return { node, year }
}
