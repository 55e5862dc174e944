/** Everything of one case but its question: the agreement, the rows, what the credit office says of them. */
import type { KeyObject } from 'node:crypto'
import type { ConsentAnswer, ConsentState } from '@xinqiao/contracts'
import type { StandingRow } from '@xinqiao/schema'
import type { Facts, StandingsAge } from '../../facts/facts.ts'
import { sealCursor } from '../../plan/sealed-cursor.ts'
import { type CaseSpec, chosen } from './cases.ts'
import { fuzzItems } from './hub-items.ts'
import { type FuzzSubject, laneOrganizations, lanePersons } from './subjects.ts'
import { type CaseContract, writeContract } from './write-contract.ts'
import { type FuzzRow, writeRows, writeStandings } from './write-rows.ts'

export interface CaseWorld extends CaseContract {
  /** Whom the operation may name. */
  readonly organizations: readonly FuzzSubject[]
  readonly persons: readonly FuzzSubject[]
  readonly rows: readonly FuzzRow[]
  readonly facts: CaseFacts
  /** Ids that records may be asked by: of rows that are there and of others. */
  readonly ids: readonly string[]
  readonly secrets: HubSecrets
  /** A row's cursor as a page of the hub would show it. */
  readonly seal: (cursor: string, subject: string, coordinate: string) => string
}

export interface HubSecrets {
  readonly refKey: Uint8Array
  readonly cursorKey: KeyObject
}

/** The credit office of one case. */
export class CaseFacts implements Facts {
  readonly standings: ReadonlyMap<string, StandingRow>
  readonly answers: readonly ConsentAnswer[] | 'unavailable'
  readonly #age: StandingsAge

  constructor(standings: CaseFacts['standings'], answers: CaseFacts['answers'], age: StandingsAge) {
    this.standings = standings
    this.answers = answers
    this.#age = age
  }

  standingOf(record: string): StandingRow | undefined {
    return this.standings.get(record)
  }

  age(): StandingsAge {
    return this.#age
  }

  consents(): Promise<readonly ConsentAnswer[] | 'unavailable'> {
    return Promise.resolve(this.answers)
  }
}

const states: readonly ConsentState[] = [
  'covered',
  'none',
  'covered',
  'withdrawn',
  'covered',
  'expired',
  'covered',
  'scope',
]

/** The world of a case; `lane` and `number` keep subjects and records apart from those of cases that run beside it. */
export function caseWorld(spec: CaseSpec, lane: number, number: number, secrets: HubSecrets): CaseWorld {
  const organizations = laneOrganizations(lane)
  const persons = lanePersons(lane, secrets.refKey)
  const subjects = [...organizations, ...persons]
  const made = writeContract(spec, subjects, number)
  const rows = writeRows(spec, subjects, number)
  const { own } = made
  const isNamed = (one: FuzzSubject): boolean => own === null || one === own
  return {
    ...made,
    organizations: organizations.filter(isNamed),
    persons: persons.filter(isNamed),
    rows,
    facts: new CaseFacts(writeStandings(rows), consentsOf(spec, subjects), ageOf(spec)),
    ids: idsOf(spec, rows),
    secrets,
    seal: (cursor, subject, coordinate) =>
      sealCursor(secrets.cursorKey, cursor, { contract: made.contract.id, subject, coordinate }),
  }
}

function ageOf({ facts }: CaseSpec): StandingsAge {
  if (facts === 19) return { kind: 'stale', asOf: null }
  return facts === 18 ? { kind: 'aging', asOf: '2026-11-23T01:58:00Z' } : { kind: 'fresh' }
}

function consentsOf({ facts, consents, focus }: CaseSpec, subjects: readonly FuzzSubject[]): CaseFacts['answers'] {
  if (facts === 17) return 'unavailable'
  return subjects.flatMap(({ key }, who) =>
    focus.flatMap((pick, index): ConsentAnswer[] => {
      const state = chosen(states, chosen(consents, who * 5 + index))
      return [{ subject: key, item: chosen(fuzzItems, pick).id, state, consent: null }]
    }),
  )
}

function idsOf({ focus, contract }: CaseSpec, rows: readonly FuzzRow[]): readonly string[] {
  const there = rows.map(({ row }) => row.id)
  const absent = focus.map((pick) => `${chosen(fuzzItems, pick).id}:absent`)
  const other = `${chosen(fuzzItems, contract.fields).id}:other`
  return [...there, ...there, ...absent, other, 'no.such.item:R-1', 'eco.penalty:R-1', 'shapeless:1']
}
