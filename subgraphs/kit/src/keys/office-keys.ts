/** The office's list of keys: fetched from the registry, vouched for by the pinned root, held for minutes (trust.md §2, §3). */
import { verifyDocument } from '@xinqiao/schema'
import type { KeyJwk } from '../config.ts'
import { keyListBytesMax, keyListCoolDownMs, keyListFreshMs, keyListLastGoodMs, keyListTimeoutMs } from '../limits.ts'

/** One key of the list. `owner`: `hub` or an agency's id; `from`, `to`: instants. */
export interface ListedKey {
  readonly use: string
  readonly owner: string
  readonly kid: string
  readonly jwk: KeyJwk
  readonly from: string
  readonly to: string
}

interface KeyListDocument {
  readonly issuedAt: string
  readonly notAfter: string
  readonly keys: readonly ListedKey[]
}

/** The list with its instants read. */
interface KeyList {
  readonly issuedAt: string
  readonly notAfterMs: number
  readonly keys: readonly (ListedKey & { readonly fromMs: number; readonly toMs: number })[]
}

export interface OfficeKeys {
  /** A key of this use and kid that is valid now by a list that is fresh; nobody is asked. */
  known(use: string, kid: string): ListedKey | undefined
  /** A key of this use and kid that is valid now; asks the registry anew for one it does not know. */
  find(use: string, kid: string): Promise<ListedKey | undefined>
}

export interface OfficeKeysOptions {
  readonly registryUrl: string
  readonly officeRoot: KeyJwk
  readonly onRefresh: (keys: number) => void
  readonly onFailure: (error: unknown) => void
}

const documentType = 'xinqiao-keys+jws'

/**
 * Opens the list. One fetch is under way at a time; an unknown key causes at most one in the cool-down; while the
 * registry is away the last good list is honoured for an hour, then no key is known (rule 4: what cannot be checked refuses).
 */
export function openOfficeKeys(options: OfficeKeysOptions): OfficeKeys {
  let list: KeyList | undefined
  let fetchedMs = Number.NEGATIVE_INFINITY
  let triedMs = Number.NEGATIVE_INFINITY
  let underWay: Promise<void> | undefined

  const refresh = (): Promise<void> => {
    triedMs = performance.now()
    underWay ??= fetchList(options)
      .then((fresh) => {
        if (list === undefined || fresh.issuedAt >= list.issuedAt) list = fresh
        fetchedMs = performance.now()
        options.onRefresh(fresh.keys.length)
      }, options.onFailure)
      .finally(() => {
        underWay = undefined
      })
    return underWay
  }
  const current = (use: string, kid: string): ListedKey | undefined => {
    if (list === undefined || performance.now() - fetchedMs > keyListLastGoodMs) return undefined
    const now = Date.now()
    if (!(now <= list.notAfterMs)) return undefined
    return list.keys.find((key) => key.use === use && key.kid === kid && key.fromMs <= now && now < key.toMs)
  }
  const known = (use: string, kid: string): ListedKey | undefined =>
    performance.now() - fetchedMs < keyListFreshMs ? current(use, kid) : undefined
  return {
    known,
    find: async (use, kid) => {
      const fresh = known(use, kid)
      if (fresh !== undefined) return fresh
      if (performance.now() - triedMs < keyListCoolDownMs && underWay === undefined) return current(use, kid)
      await refresh()
      return current(use, kid)
    },
  }
}

async function fetchList({ registryUrl, officeRoot }: OfficeKeysOptions): Promise<KeyList> {
  const response = await fetch(`${registryUrl}/keys`, {
    redirect: 'error',
    signal: AbortSignal.timeout(keyListTimeoutMs),
  })
  if (!response.ok) throw new Error(`expected 200 from the registry, got ${response.status}`)
  const bytes = await response.arrayBuffer()
  if (bytes.byteLength > keyListBytesMax) throw new Error('the key list is larger than it can be')
  const document = await verifyDocument(new TextDecoder().decode(bytes), [officeRoot], documentType)
  return readList(document)
}

function readList(document: unknown): KeyList {
  const list = document as Partial<KeyListDocument>
  const whole = typeof list.issuedAt === 'string' && typeof list.notAfter === 'string' && Array.isArray(list.keys)
  if (!whole) throw new Error('expected a key list')
  const { issuedAt, notAfter, keys } = list as KeyListDocument
  return {
    issuedAt,
    notAfterMs: Date.parse(notAfter),
    keys: keys.map((key) => ({ ...key, fromMs: Date.parse(key.from), toMs: Date.parse(key.to) })),
  }
}
