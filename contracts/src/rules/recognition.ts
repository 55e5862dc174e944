/** REG-10, D17(4): a platform of another province needs an agreement of recognition in force, beside any other contract. */
import { type Refusal, refusal } from '../decision/decision.ts'
import type { RequestQuestion } from '../decision/questions.ts'

/** Hainan, first two digits of its division code (GB/T 2260). */
const homeProvince = '46'

/** A consumer of another province, by its region or by what it is. */
export function isOfAnotherProvince(consumer: { readonly region: string; readonly kind: string }): boolean {
  return consumer.kind === 'platform' || !consumer.region.startsWith(homeProvince)
}

export function recognition({ asker, recognised, contract }: RequestQuestion): Refusal | null {
  if (asker.kind !== 'consumer' || contract?.channel === 'public_announcement') return null
  if (!isOfAnotherProvince(asker.consumer) || recognised) return null
  return refusal('RECOGNITION_MISSING', 'REG-10')
}
