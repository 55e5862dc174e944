/** The hub of the audit: the sample hub with two more contracts and records of the audit's own. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type IngestFigures, runProgram } from '@xinqiao/cli'
import { ingest } from '../e2e/asking.ts'
import { type HubUnderTest, startHubUnderTest } from '../e2e/hub-under-test.ts'
import { auditRecords, type SentRecord } from './audit-records.ts'
import { type RecordedCall, recordCalls } from './recorded-calls.ts'

/** The legal time of the audit, where a test does not move it. */
export const auditTime = '2026-11-23T10:00:00+08:00'

/** A running hub that the audit asks, and the ways to change its facts. */
export interface AuditedHub {
  readonly hub: HubUnderTest
  /** Every call asked through it so far. */
  readonly calls: readonly RecordedCall[]
  /** Moves the legal time for one act and back again. */
  during<T>(instant: string, act: () => Promise<T>): Promise<T>
  /** Sends records through an agency's door. */
  send(agency: string, ...records: readonly SentRecord[]): Promise<IngestFigures>
  /** Loads one file of the data folder into the running hub; gives the exit code. */
  load(name: string, text: string): Promise<number>
  stop(): Promise<void>
}

/** Starts it; every record of the audit must be accepted. */
export async function startAuditedHub(): Promise<AuditedHub> {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-audit-'))
  const clock = join(folder, 'clock')
  writeFileSync(clock, auditTime)
  const { hub, calls } = recordCalls(await startHubUnderTest({ data: dataFolder(folder), clock: `file:${clock}` }))
  const audited: AuditedHub = {
    hub,
    calls,
    during: async (instant, act) => {
      writeFileSync(clock, instant)
      try {
        return await act()
      } finally {
        writeFileSync(clock, auditTime)
      }
    },
    send: (agency, ...records) => {
      const file = join(folder, `${agency}.ndjson`)
      writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
      return ingest(hub, agency, file)
    },
    load: (name, text) => {
      const file = join(folder, name)
      writeFileSync(file, text)
      return runProgram(['load', file, '--state', hub.stateDir, '--quiet'])
    },
    stop: async () => {
      await hub.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  for (const [agency, records] of Object.entries(auditRecords)) {
    const { accepted, refusals } = await audited.send(agency, ...records)
    if (accepted !== records.length) throw new Error(`${agency} refused records: ${JSON.stringify(refusals)}`)
  }
  return audited
}

function dataFolder(folder: string): string {
  const data = join(folder, 'data')
  cpSync(join(import.meta.dirname, '../e2e/sample-hub'), data, { recursive: true })
  mkdirSync(join(data, 'contracts'), { recursive: true })
  writeFileSync(join(data, 'contracts/CT-AUDIT-01.yaml'), sharing)
  writeFileSync(join(data, 'contracts/CT-AUDIT-02.yaml'), inquiry)
  return data
}

const common = `version: 1
legalBasis: [REG-16.2]
divisions: [all]
term: { from: '2026-01-01', to: '2026-12-31' }
quota: { requestsPerDay: 100000, subjectsPerDay: 20000, subjectsPerRequest: 100 }
answerMode: partial
obligations: { retentionDays: 180, deletionReceipts: true }
subjects: [legal_person, unincorporated, natural_person]
state: active
`
const sharing = `${common}id: CT-AUDIT-01
kind: sharing
consumer: tour
channel: public_affairs_sharing
purposes: [DAILY_SUPERVISION, HONOURS]
items: [amr.penalty, tax.penalty, court.dishonest, fin.penalty, tour.serious, office.honor, office.measure]
caseRequired: true
approvals: [{ by: amr, on: '2025-12-20' }, { by: tax, on: '2025-12-20' }, { by: court, on: '2025-12-20' }, { by: fin, on: '2025-12-20' }, { by: tour, on: '2025-12-20' }, { by: office, on: '2025-12-20' }, { by: office, on: '2025-12-28', person: '0007' }]
`
const inquiry = `${common}id: CT-AUDIT-02
kind: authorized_inquiry
consumer: bank-d1
channel: authorized_inquiry
purposes: [TRADE_CHECK, LOAN]
items: [amr.penalty, tax.credit.grade]
caseRequired: false
approvals: [{ by: amr, on: '2025-12-20' }, { by: tax, on: '2025-12-20' }, { by: office, on: '2025-12-28', person: '0007' }]
`
