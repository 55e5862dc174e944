/** What lists show of agencies and contracts. */
import type { Contract } from '@xinqiao/contracts'
import type { RegisteredAgency } from '../state.ts'

/** An agency without its schema's text. */
export function agencyView({ sdl: _sdl, ...agency }: RegisteredAgency): Omit<RegisteredAgency, 'sdl'> {
  return agency
}

/** One line of the contract list. */
export interface ContractView {
  readonly id: string
  readonly version: number
  readonly kind: string
  readonly consumer: string
  readonly channel: string
  readonly purposes: readonly string[]
  readonly items: readonly string[]
  readonly term: Contract['term']
  readonly state: string
}

/** A contract in one line. */
export function contractView({
  id,
  version,
  kind,
  consumer,
  channel,
  purposes,
  items,
  term,
  state,
}: Contract): ContractView {
  return { id, version, kind, consumer, channel, purposes, items: items.map((item) => item.id), term, state }
}
