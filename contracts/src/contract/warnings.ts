/** What a contract may say without being wrong in form, and what will be refused at every request all the same. */
import type { AnyCode, Catalog } from '@xinqiao/schema'
import { mayUseChannel } from '../rules/consumer-channel.ts'
import { isOfAnotherProvince } from '../rules/recognition.ts'
import type { Consumer, Contract } from './contract.ts'

export interface ContractWarning {
  readonly path: string
  readonly code: AnyCode
  readonly message: string
}

/** Shown to whoever drafts or loads it; the request rules decide. */
export function contractWarnings(
  contract: Contract,
  catalog: Catalog,
  consumers: readonly Consumer[],
): readonly ContractWarning[] {
  const warnings: ContractWarning[] = []
  const consumer = consumers.find((one) => one.id === contract.consumer)
  if (consumer !== undefined && !mayUseChannel(consumer, contract.channel)) {
    warnings.push({
      path: 'channel',
      code: 'CHANNEL_NOT_ALLOWED',
      message: 'the consumer may not use this channel (REG-16.1)',
    })
  }
  if (consumer !== undefined && isOfAnotherProvince(consumer) && contract.kind !== 'recognition') {
    warnings.push({
      path: 'kind',
      code: 'RECOGNITION_MISSING',
      message: 'works only beside a contract of recognition in force (REG-10)',
    })
  }
  for (const [index, { id }] of contract.items.entries()) {
    const item = catalog.items.get(id)
    if (item === undefined || item.channels.includes(contract.channel)) continue
    warnings.push({
      path: `items[${index}]`,
      code: 'CHANNEL_NOT_ALLOWED',
      message: 'the catalog does not open this item on the channel',
    })
  }
  return warnings
}
