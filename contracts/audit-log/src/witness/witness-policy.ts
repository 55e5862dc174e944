/** Which witnesses are asked, and how many must have cosigned before a checkpoint is settled: k of n (audit.md §4). */
import { AuditLogError } from '../errors.ts'
import { type NoteKey, readVkey } from '../notes/index.ts'

/** One witness. `url`: its submission prefix (C2SP tlog-witness), without a slash at its end. */
export interface WitnessAddress {
  readonly key: NoteKey
  readonly url: string
}

/** `quorum`: 0 only where there are no witnesses, which the hub then says · `stopAfterMs`: nothing settled for so long stops the hub; null never does. */
export interface WitnessPolicy {
  readonly witnesses: readonly WitnessAddress[]
  readonly quorum: number
  readonly stopAfterMs: number | null
}

/** A hub without witnesses. */
export const unwitnessed: WitnessPolicy = { witnesses: [], quorum: 0, stopAfterMs: null }

/**
 * Reads a policy: `{ "witnesses": [{ "vkey", "url" }], "quorum": 2, "stopAfterMs": null }`. Without `quorum` it is more than half: 2 of 3.
 * @throws AuditLogError `WITNESS_POLICY_INVALID`
 */
export function readWitnessPolicy(value: unknown): WitnessPolicy {
  const { witnesses, quorum, stopAfterMs = null, ...more } = members(value, 'the policy')
  if (Object.keys(more).length > 0) throw invalid('no members but witnesses, quorum and stopAfterMs')
  if (!Array.isArray(witnesses)) throw invalid('a list of witnesses')
  const addresses = witnesses.map(readAddress)
  const keys = new Set(addresses.map(({ key }) => rawKey(key)))
  // One body under two names would count twice.
  if (keys.size < addresses.length) throw invalid('a key of its own for each witness')
  const names = new Set(addresses.map(({ key }) => key.name))
  if (names.size < addresses.length) throw invalid('a name of its own for each witness')
  const [least, most] = addresses.length === 0 ? [0, 0] : [1, addresses.length]
  const needed = quorum ?? (most === 0 ? 0 : Math.floor(most / 2) + 1)
  if (!isWhole(needed) || needed < least || needed > most) throw invalid(`a quorum from ${least} to ${most}`)
  if (stopAfterMs !== null && (!isWhole(stopAfterMs) || stopAfterMs < 1)) throw invalid('stopAfterMs above 0, or null')
  return { witnesses: addresses, quorum: needed, stopAfterMs }
}

/** Whether these keys, each of which cosigned, settle a checkpoint. Keys that the policy does not name do not count, nor does one twice. */
export function settles(policy: WitnessPolicy, cosigners: Iterable<NoteKey>): boolean {
  const named = new Set(policy.witnesses.map(({ key }) => rawKey(key)))
  const counted = new Set([...cosigners].map(rawKey).filter((key) => named.has(key)))
  return policy.quorum > 0 && counted.size >= policy.quorum
}

function readAddress(value: unknown): WitnessAddress {
  const { vkey, url, ...more } = members(value, 'a witness')
  if (typeof vkey !== 'string' || typeof url !== 'string' || Object.keys(more).length > 0)
    throw invalid('vkey and url of each witness')
  const key = readVkey(vkey)
  if (key.use !== 'witness') throw invalid('the verifier key of a witness (type 04)')
  const address = URL.parse(url)
  const plain = address !== null && address.username === '' && address.search === '' && address.hash === ''
  if (!plain || !/^https?:$/.test(address.protocol)) throw invalid('an http or https address of each witness')
  return { key, url: address.href.replace(/\/+$/, '') }
}

/** The key itself, without the name it goes by. */
function rawKey({ publicKey }: NoteKey): string {
  return publicKey.export({ format: 'jwk' }).x ?? ''
}

function members(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(`an object for ${what}`)
  return { ...value }
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function invalid(expected: string): AuditLogError {
  return new AuditLogError('WITNESS_POLICY_INVALID', `witness policy: expected ${expected}`)
}
