/** The published halves of checkpoint keys: an origin is registered with one key and keeps it (audit.md §4). */
import { AuditLogError, readVkey } from '@xinqiao/audit-log'
import { RegistryError } from '../errors.ts'
import type { Act } from '../release/act.ts'
import { type AuditKey, withEntries } from '../state.ts'

/** `<hub>/audit/<node>/<year>`, `-2` and so on behind it where an origin of that year was closed. */
const originForm = /^[a-z0-9.-]+\/audit\/([a-z0-9.-]+)\/\d{4}(?:-\d{1,3})?$/u
const registryNode = 'registry'

/**
 * Reads what a gateway registers.
 * @throws RegistryError `REQUEST_INVALID`
 */
export function readAuditKey(body: Readonly<Record<string, unknown>>): AuditKey {
  const { origin, vkey } = body
  if (typeof origin !== 'string' || typeof vkey !== 'string') throw invalid()
  const node = originForm.exec(origin)?.[1]
  // The registry's own origins are registered by itself alone.
  if (node === undefined || node === registryNode || !isKeyOf(origin, vkey)) throw invalid()
  return { origin, vkey }
}

/**
 * The act that registers a key; the same again changes nothing.
 * Its `next` throws RegistryError `ORIGIN_TAKEN` (409) where the origin has another key.
 */
export function putAuditKey(key: AuditKey, by: string): Act {
  return {
    act: 'audit-key.put',
    object: key.origin,
    by,
    next: (state) => {
      const known = state.auditKeys.get(key.origin)
      if (known !== undefined && known.vkey !== key.vkey) throw taken()
      return known === undefined ? { ...state, auditKeys: withEntries(state.auditKeys, [[key.origin, key]]) } : state
    },
  }
}

function isKeyOf(origin: string, vkey: string): boolean {
  try {
    const { name, use } = readVkey(vkey)
    return name === origin && use === 'log'
  } catch (error) {
    if (error instanceof AuditLogError) return false
    throw error
  }
}

function invalid(): RegistryError {
  return new RegistryError(
    'REQUEST_INVALID',
    400,
    'Expected {origin, vkey}: an origin <hub>/audit/<node>/<year> and a log key of that name.',
  )
}

function taken(): RegistryError {
  return new RegistryError('ORIGIN_TAKEN', 409, 'This origin is registered with another key.', {
    texts: {
      zh: '该日志源已登记另一密钥。',
      article: 'REG-26.2b',
      nextZh: '恢复原密钥文件，或关闭该源并开启新源。',
      next: "Restore the origin's own key file, or close the origin and open the next one.",
    },
  })
}
