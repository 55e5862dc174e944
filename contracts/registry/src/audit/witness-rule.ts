/** `{ witnesses: [{ vkey, url }], quorum, stopAfterMs }` as the office's operator sends it: read once, everything wrong with it named at once. */
import { AuditLogError, type NoteKey, readVkey, readWitnessPolicy } from '@xinqiao/audit-log'
import type { WitnessRule } from '@xinqiao/contracts'
import { type Finding, RegistryError } from '../errors.ts'
import { witnessesMax, witnessStopMsMin, witnessTextMax } from '../limits.ts'
import { type WitnessMistake, witnessFinding } from './witness-mistakes.ts'

type Given = Readonly<Record<string, unknown>>
type Mistaken = (mistake: WitnessMistake, where: string) => void

/** The act that sets it, as the log has it. */
export const witnessAct = 'witnesses.set'

const loopback = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Reads a rule; without `quorum` it is more than half.
 * @throws RegistryError `WITNESSES_INVALID` (422) with every finding
 */
export function readWitnessRule(given: Given, { production }: { readonly production: boolean }): WitnessRule {
  const findings: Finding[] = []
  const mistaken: Mistaken = (mistake, where) => findings.push(witnessFinding(mistake, where))
  const { witnesses, quorum, stopAfterMs = null, ...more } = given
  for (const name of Object.keys(more)) mistaken('members', name.slice(0, witnessTextMax))
  const list = readList(witnesses, production, mistaken)
  const most = list?.length ?? witnessesMax
  if (quorum !== undefined && !isWhole(quorum, Math.min(1, most), most)) {
    if (most === 0) mistaken('no-quorum', 'quorum')
    else mistaken('quorum', `quorum, 1–${most}`)
  }
  const leastMs = production ? witnessStopMsMin : 1
  if (stopAfterMs !== null && !isWhole(stopAfterMs, leastMs, Number.MAX_SAFE_INTEGER)) mistaken('stop', 'stopAfterMs')
  if (findings.length > 0)
    throw new RegistryError('WITNESSES_INVALID', 422, 'The witness rule is refused; what runs is unchanged.', {
      findings,
    })
  // The keepers read it by the same function: what they could not follow never stands in a bundle.
  const policy = readWitnessPolicy({ witnesses: list, ...(quorum === undefined ? {} : { quorum }), stopAfterMs })
  return { witnesses: list ?? [], quorum: policy.quorum, stopAfterMs: policy.stopAfterMs }
}

/** Names of the witnesses, for the act's entry. */
export function witnessNames({ witnesses }: WitnessRule): readonly string[] {
  return witnesses.map(({ vkey }) => readVkey(vkey).name)
}

function readList(value: unknown, production: boolean, mistaken: Mistaken): WitnessRule['witnesses'] | null {
  if (!Array.isArray(value) || value.length > witnessesMax) {
    mistaken('list', 'witnesses')
    return null
  }
  const keys: (NoteKey | null)[] = []
  return value.map((one: unknown, at) => {
    const { vkey, url, ...more } = typeof one === 'object' && one !== null ? (one as Given) : {}
    const where = `witnesses[${at}]`
    if (Object.keys(more).length > 0) mistaken('members', where)
    const key = readKey(vkey, where, mistaken)
    if (key !== null) demandOwn(key, keys, `${where}.vkey`, mistaken)
    keys.push(key)
    const address = isAddress(url, production) ? url.replace(/\/+$/, '') : null
    if (address === null) mistaken('url', `${where}.url`)
    return { vkey: String(vkey), url: address ?? '' }
  })
}

function readKey(vkey: unknown, where: string, mistaken: Mistaken): NoteKey | null {
  const key = typeof vkey === 'string' && vkey.length <= witnessTextMax ? keyOf(vkey) : null
  if (key === null) mistaken('vkey', `${where}.vkey`)
  else if (key.use !== 'witness') mistaken('log-key', `${where}.vkey`)
  return key
}

function keyOf(vkey: string): NoteKey | null {
  try {
    return readVkey(vkey)
  } catch (error) {
    if (error instanceof AuditLogError) return null
    throw error
  }
}

function demandOwn(key: NoteKey, before: readonly (NoteKey | null)[], where: string, mistaken: Mistaken): void {
  if (before.some((one) => one?.publicKey.equals(key.publicKey))) mistaken('key-twice', where)
  else if (before.some((one) => one?.name === key.name)) mistaken('name-twice', where)
}

function isAddress(value: unknown, production: boolean): value is string {
  if (typeof value !== 'string' || value.length > witnessTextMax) return false
  const url = URL.parse(value)
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false
  return url.protocol === 'https:' || (!production && url.protocol === 'http:' && loopback.includes(url.hostname))
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most
}
