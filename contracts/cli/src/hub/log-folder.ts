/** Where a hub on this machine keeps its logs: `<state>/<part>/audit/<node>/<year>`. */
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readEnvironment } from '../config.ts'
import { ownError } from '../texts/lessons.ts'
import type { VerbInput } from '../verbs/verb.ts'
import { stateFolder } from './find-hub.ts'

/**
 * The folder that is named, of one log or of a node; without a name, that of the gateway's node, also when the hub is down.
 * @throws CliError `AUDIT_NOT_FOUND` (exit 2)
 */
export function nodeFolder({ state }: Pick<VerbInput, 'state'>, named: string | undefined): string {
  const folder = named === undefined ? gatewayNode(state) : resolve(readEnvironment().invokedFrom, named)
  if (folder === undefined || (!existsSync(join(folder, 'origin')) && originFolders(folder).length === 0)) {
    throw ownError('AUDIT_NOT_FOUND')
  }
  return folder
}

/** Names of the logs in a node's folder, oldest first. */
export function originFolders(node: string): readonly string[] {
  return namesIn(node)
    .filter((name) => existsSync(join(node, name, 'origin')))
    .toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))
}

function gatewayNode(state: string | undefined): string | undefined {
  const found = stateFolder(state)
  if (found === null) return undefined
  const audit = join(found, 'gateway', 'audit')
  const [node] = namesIn(audit).filter((name) => originFolders(join(audit, name)).length > 0)
  return node === undefined ? undefined : join(audit, node)
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : []
}
