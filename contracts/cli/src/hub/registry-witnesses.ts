/** The witness rule as the registry shows and takes it. */
import type { WitnessRule } from '@xinqiao/contracts'
import { asObject } from '../output/profile.ts'
import { ownError } from '../texts/lessons.ts'
import type { FoundHub } from './find-hub.ts'
import { getJson } from './plain-request.ts'
import { operatorCall } from './registry-calls.ts'

/** What came of setting it. `bundle`: `null` while no catalog is in force. */
export interface SetWitnesses {
  readonly changed: boolean
  readonly bundle: number | null
}

/** `GET /audit/witnesses`: open to all. */
export async function witnessRule(hub: FoundHub): Promise<WitnessRule> {
  const rule = await getJson(`${hub.registry}/audit/witnesses`)
  if (!isRule(rule)) throw ownError('HUB_ANSWERED_WITH_AN_ERROR')
  return rule
}

/**
 * `POST /audit/witnesses`.
 * @throws CliError with every mistake in the rule (exit 1)
 */
export async function setWitnessRule(hub: FoundHub, rule: Readonly<Record<string, unknown>>): Promise<SetWitnesses> {
  const { changed, bundle } = await operatorCall(hub, '/audit/witnesses', rule)
  return { changed: changed === true, bundle: typeof bundle === 'number' ? bundle : null }
}

function isRule(value: unknown): value is WitnessRule {
  const { witnesses, quorum } = asObject(value)
  const isList = Array.isArray(witnesses) && witnesses.every((one) => typeof asObject(one)['vkey'] === 'string')
  return isList && typeof quorum === 'number'
}
