/**
 * The months' keys of the audit as the office has them (audit.md §6): all months of the term that are not destroyed, so
 * that a subject can be told who read its record. Held in memory only and taken anew each hour, so that a month whose keys
 * were destroyed is gone here too; without the key store nothing older than that is told.
 */
import { createSecretKey, type KeyObject } from 'node:crypto'
import { keysFor, openKeyList } from '@xinqiao/contracts'
import {
  auditPseudonym,
  type Jwk,
  type LegalMonth,
  type MonthKeyPair,
  MonthKeyQuestion,
  type PseudonymKind,
} from '@xinqiao/schema'
import { monthKeysDeadlineMs, monthKeysFreshMs } from '../limits.ts'
import { askRegistry, type OfficeAsker } from './ask-registry.ts'

/** A subject's name in one month of the log. */
export interface MonthName {
  readonly month: LegalMonth
  readonly pseudonym: string
}

export interface OfficeMonthKeys {
  /** The subject's names in every month whose keys there are, oldest first. Rejects while the key store gives none. */
  names(kind: PseudonymKind, key: string): Promise<readonly MonthName[]>
  /** The key that opens payloads of a month; undefined once it is destroyed. */
  payloadKey(month: LegalMonth): Promise<KeyObject | undefined>
}

interface MonthKeys {
  readonly month: LegalMonth
  readonly pseudonym: KeyObject
  readonly payload: KeyObject
}

/** The keys, asked for when they are first needed. */
export function officeMonthKeys(asker: OfficeAsker, nowMs: () => number = () => performance.now()): OfficeMonthKeys {
  let held: { readonly keys: readonly MonthKeys[]; readonly atMs: number } | undefined
  let underWay: Promise<readonly MonthKeys[]> | undefined
  const keys = async (): Promise<readonly MonthKeys[]> => {
    if (held !== undefined && nowMs() - held.atMs < monthKeysFreshMs) return held.keys
    underWay ??= askKeyStore(asker)
      .then((pairs) => {
        held = { keys: pairs.map(imported), atMs: nowMs() }
        return held.keys
      })
      .finally(() => {
        underWay = undefined
      })
    return underWay
  }
  return {
    names: async (kind, key) =>
      (await keys()).map(({ month, pseudonym }) => ({ month, pseudonym: auditPseudonym(pseudonym, kind, key) })),
    payloadKey: async (month) => (await keys()).find((one) => one.month === month)?.payload,
  }
}

function imported({ month, pseudonym, payload }: MonthKeyPair): MonthKeys {
  return { month, pseudonym: createSecretKey(pseudonym), payload: createSecretKey(payload) }
}

async function askKeyStore(asker: OfficeAsker): Promise<readonly MonthKeyPair[]> {
  const signal = AbortSignal.timeout(monthKeysDeadlineMs)
  const keyStore = await keyOfStore(asker.registryUrl, asker.officeRoot, signal)
  const question = new MonthKeyQuestion()
  const answer = await askRegistry(asker, '/month-keys', question.body, signal)
  return question.open(answer, asker.keys.agreement, keyStore)
}

/** Believed by the root's signature, never by the line it came over. */
async function keyOfStore(registryUrl: string, officeRoot: Jwk, signal: AbortSignal): Promise<Jwk> {
  const text = await (await fetch(`${registryUrl}/keys`, { redirect: 'error', signal })).text()
  const nowMs = Date.now()
  const [key] = keysFor(await openKeyList(text, [officeRoot], nowMs), 'key-store', nowMs)
  if (key === undefined) throw new Error("the office's list names no key store")
  return key.jwk
}
