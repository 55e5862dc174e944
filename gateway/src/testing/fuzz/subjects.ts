/** Subjects of one lane of cases: invented codes and documents that nobody bears, apart from every other lane's. */
import { citizenCheckDigit, personRef, usccCheckDigit } from '@xinqiao/schema'

export interface FuzzSubject {
  readonly kind: 'organization' | 'person'
  readonly key: string
  /** As a caller may write it; the plain form first. */
  readonly spellings: readonly string[]
  /** Kind of the document; organizations have none. */
  readonly document: string | null
}

const two = (one: number): string => String(one).padStart(2, '0')

/** Three organizations. */
export function laneOrganizations(lane: number): readonly FuzzSubject[] {
  return [0, 1, 2].map((index) => {
    const head = `91460100MA${two(lane)}${two(index)}001`
    const key = `${head}${usccCheckDigit(head)}`
    return { kind: 'organization', key, spellings: [key, key.toLowerCase(), key], document: null }
  })
}

/** Two persons: one by identity card, one by passport. */
export function lanePersons(lane: number, refKey: Uint8Array): readonly FuzzSubject[] {
  const head = `4601001990010${(lane % 9) + 1}${two(lane)}1`
  const card = `${head}${citizenCheckDigit(head)}`
  const passport = `E77${two(lane)}0001`
  return [
    { kind: 'person', key: personRef(refKey, '01', card), spellings: [card, ` ${card.toLowerCase()}`], document: '01' },
    { kind: 'person', key: personRef(refKey, '02', passport), spellings: [passport], document: '02' },
  ]
}
