/** Where the records of local financial regulation lie, and what the service may do with each table. */
import { recordTableRights, type TablePlan } from '@xinqiao/subgraph-kit'
import { records } from './migrations/0001-records.ts'

export const financeTables: TablePlan = { migrations: { '0001-records': records }, rights: recordTableRights }
