/** The requirement ids of the law and the hub's decisions D1–D18: what the titles of tests are counted against. */
import list from '../../law/duties.json' with { type: 'json' }

/** M must, P permits, F forbids, E encourages, D a decision of the hub; combinations as in `M/P`. */
export interface LegalDuty {
  readonly id: string
  readonly kind: string
  /** Sections of law/requirements.md the duty stands in. */
  readonly section: readonly number[]
  readonly duty: string
}

const all: readonly LegalDuty[] = Object.freeze(list)

/** Every duty in the order of the requirements. */
export function duties(): readonly LegalDuty[] {
  return all
}
