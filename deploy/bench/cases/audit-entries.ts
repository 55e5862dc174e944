/** Entries as the gateway writes them for a joined profile, each with its payload sealed anew: the work is part of what is measured. */
import { createSecretKey, randomBytes } from 'node:crypto'
import { type AuditEntry, type AuditLog, commitment, sealPayload } from '@xinqiao/audit-log'

const key = createSecretKey(randomBytes(32))
const salts = { ac: randomBytes(16), pc: randomBytes(16) }
const pseudonym = 'Zm9vYmFyYmF6cXV4Zm9vYg'
const digest = 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXU'
/** As long as variables, subject, official, case, address and five digests are. */
const payload = randomBytes(600)

/** Seals a payload and appends the entry beside it. */
export async function appendOne(log: AuditLog, n: number): Promise<void> {
  const pc = commitment(salts.pc, payload)
  const sealed = sealPayload({ key, payload, salts }, pc)
  await log.append(entry(n, pc), sealed)
}

function entry(n: number, pc: string): AuditEntry {
  return {
    ac: digest,
    agency: 'tax',
    at: Date.now(),
    basis: ['REG-16.2'],
    bundle: { digest, number: 17 },
    by: pseudonym,
    bytes: n,
    channel: 'public_affairs_sharing',
    client: 'tax-app',
    code: null,
    contract: 'BENCH-01@1',
    decision: 'permit',
    failed: [],
    key: '2026-11',
    kind: 'query',
    op: '0123456789abcdef0123456789abcdef',
    pc,
    purpose: 'TAX_CREDIT',
    refused: [],
    seen: [
      { items: ['amr.penalty', 'tax.credit.grade', 'court.dishonest'], o: 'released', rows: 3, subj: [pseudonym] },
    ],
    status: 200,
    trace: pseudonym,
    v: 1,
    withheld: {},
  }
}
