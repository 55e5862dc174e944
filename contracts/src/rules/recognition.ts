/** REG-10, D17(4): a platform of another province needs an agreement of recognition in force, beside any other contract. */
import { type Refusal, refusal } from '../decision/decision.ts'
import type { RequestQuestion } from '../decision/questions.ts'

/** Hainan, first two digits of its division code (GB/T 2260). */
const homeProvince = '46'

/** Bodies of the State itself (`100000`, `000000`) are of no province. */
const ofTheState = /^(?:10|00)/u

/** A platform is another province's by what it is, an agency by its region; REG-10 speaks of governments, not of enterprises. */
export function isOfAnotherProvince({ region, kind }: { readonly region: string; readonly kind: string }): boolean {
  if (kind === 'platform') return true
  return kind === 'agency' && !region.startsWith(homeProvince) && !ofTheState.test(region)
}

export function recognition({ asker, recognised, contract }: RequestQuestion): Refusal | null {
  if (asker.kind !== 'consumer' || contract?.channel === 'public_announcement') return null
  if (!isOfAnotherProvince(asker.consumer) || recognised) return null
  return refusal('RECOGNITION_MISSING', 'REG-10')
}
