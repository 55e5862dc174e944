/** The facts as the rooms read them: standings from memory, consents from the office (design.md §2.3). */
import type { Office } from './ask-office.ts'
import { askConsents } from './consents.ts'
import type { Facts } from './facts.ts'
import type { Standings } from './standings.ts'

export function openFacts(standings: Standings, office: Office): Facts {
  return {
    standingOf: (record) => standings.standingOf(record),
    age: () => standings.age(),
    consents: (question) => askConsents(office, question),
  }
}
