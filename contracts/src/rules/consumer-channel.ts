/** REG-16.1, GUI-14a, D17(2): the consumer may use the channel; public-affairs sharing is for bodies with public duties. */
import type { Channel } from '@xinqiao/schema'
import { builtInId } from '../contract/built-in-ids.ts'
import type { Consumer, ConsumerKind } from '../contract/contract.ts'
import { type Refusal, refusal } from '../decision/decision.ts'
import type { RequestQuestion } from '../decision/questions.ts'
import { ownContract } from './own-contract.ts'

const withoutPublicDuties: ReadonlySet<ConsumerKind> = new Set(['institution', 'association', 'portal'])

/** What the nature of a consumer allows at all, narrowed by what it was registered for. */
export function mayUseChannel(consumer: Consumer, channel: Channel): boolean {
  if (channel === 'public_affairs_sharing' && withoutPublicDuties.has(consumer.kind)) return false
  return consumer.channels.includes(channel)
}

export function consumerChannel({ asker, contract }: RequestQuestion): Refusal | null {
  const own = ownContract(asker, contract)
  if (own === undefined || asker.kind !== 'consumer' || builtInId(own) !== undefined) return null
  return mayUseChannel(asker.consumer, own.channel) ? null : refusal('CHANNEL_NOT_ALLOWED', 'REG-16.1')
}
