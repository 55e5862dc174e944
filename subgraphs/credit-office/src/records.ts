/** Where the office's records and facts lie, and what the service may do with each table. */
import { recordTableRights, type TablePlan } from '@xinqiao/subgraph-kit'
import { records } from './migrations/0001-records.ts'
import { facts } from './migrations/0002-facts.ts'

export const officeTables: TablePlan = {
  migrations: { '0001-records': records, '0002-facts': facts },
  rights: {
    ...recordTableRights,
    standing: 'select, insert',
    standing_head: 'select, update',
    consent: 'select, insert, update',
  },
}
