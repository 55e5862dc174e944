/** The facts of the credit office, as a test sets them. */
import type { ConsentAnswer } from '@xinqiao/contracts'
import type { StandingRow } from '@xinqiao/schema'
import type { ConsentQuestion, Facts, StandingsAge } from '../facts/facts.ts'

export class TestFacts implements Facts {
  readonly standings: Map<string, StandingRow> = new Map()
  readonly questions: ConsentQuestion[] = []
  answers: readonly ConsentAnswer[] | 'unavailable' = []
  standingsAge: StandingsAge = { kind: 'fresh' }

  standingOf(record: string): StandingRow | undefined {
    return this.standings.get(record)
  }

  age(): StandingsAge {
    return this.standingsAge
  }

  consents(question: ConsentQuestion): Promise<readonly ConsentAnswer[] | 'unavailable'> {
    this.questions.push(question)
    return Promise.resolve(this.answers)
  }
}
