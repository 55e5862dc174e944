/** The duties of the law, asked of a whole hub one by one: each test is a sentence a clerk could check at the counter. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entriesByReceipt } from '../faults/node-log.ts'
import { travel } from './audit-records.ts'
import { type AuditedHub, startAuditedHub } from './audited-hub.ts'
import { wrongEntries } from './recorded-calls.ts'
import { agencyDoors } from './regulations/agency-doors.audit.ts'
import { penaltiesOf, tax } from './regulations/asking.ts'
import { howLong } from './regulations/how-long.audit.ts'
import { joinedProfile } from './regulations/joined-profile.audit.ts'
import { naturalPersons } from './regulations/natural-persons.audit.ts'
import { openCatalog } from './regulations/open-catalog.audit.ts'
import { whoMayInquire } from './regulations/who-may-inquire.audit.ts'

let audited: AuditedHub
beforeAll(async () => {
  audited = await startAuditedHub()
})
afterAll(() => audited.stop())

// One hub for all: the chapters run in this order, and the log is counted over every call they made.
const chapters = [joinedProfile, naturalPersons, whoMayInquire, howLong, agencyDoors, openCatalog]
for (const declare of chapters) declare(() => audited)

// Stands last: what it looks at are the calls of all tests above.
describe('the audit log', () => {
  test('AU9 [REG-26.2a] has exactly one entry for every call above, permitted or refused, and it says what happened', async () => {
    const refused = await audited.hub
      .ask({ ...tax, contract: 'CT-AUDIT-01' }, penaltiesOf, { uscc: travel })
      .catch(() => null)
    expect(refused).toBeNull()
    await audited.hub.askAnonymously('{ nothing')
    await audited.hub.ask(tax, '{ organization(uscc: "wrong") { uscc } }')
    expect(audited.calls.length).toBeGreaterThan(50)
    expect(audited.calls.filter(({ answer }) => answer.status !== 200).length).toBeGreaterThan(0)
    expect(wrongEntries(audited.calls, entriesByReceipt(join(audited.hub.stateDir, 'gateway'), 'gateway'))).toEqual([])
  })
})
