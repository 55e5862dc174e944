/** The office's own tables beside the kit's: standings, consents, and the epoch of their stream. */
import type { Consent } from '@xinqiao/contracts'
import type { Standing } from '@xinqiao/schema'
import type { KitTables } from '@xinqiao/subgraph-kit'

/** One row of the numbered stream; rows are only ever added. */
export interface StandingTable {
  n: number
  record: string
  standing: Standing
  since: string
  document: string | null
  case_number: string | null
  decided_by: string | null
}

/** One row: the last number given, and the epoch the numbers belong to. */
export interface StandingHeadTable {
  one: boolean
  epoch: string
  n: number
}

export interface ConsentTable {
  id: string
  subject: string
  grantee: string
  document: Consent
}

export interface OfficeTables extends KitTables {
  standing: StandingTable
  standing_head: StandingHeadTable
  consent: ConsentTable
}
