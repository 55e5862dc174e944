/** Who asks in the audit of the regulations, about whom, with which questions, and how answers are read. */
import type { Asking } from '../../e2e/hub-under-test.ts'
import type { SentRecord } from '../audit-records.ts'
import type { AuditedHub } from '../audited-hub.ts'

/** Companies of the sample hub beside the one that most records are about. */
export const trade = '914600000000A0021R'
export const food = '914602000000A003XU'
export const fishery = '914603000000A0056U'
export const loans = '914600000000A0048H'

/** Two agencies under contract, a bank, and the portal that speaks for a verified subject. */
export const tax: Asking = {
  client: 'tax-app',
  contract: 'CT-TAX-01',
  purpose: 'TAX_CREDIT',
  case: '琼税案〔2026〕1号',
}
export const tour: Asking = {
  client: 'tour-app',
  contract: 'CT-AUDIT-01',
  purpose: 'HONOURS',
  case: '琼旅案〔2026〕1号',
}
export const bank: Asking = { client: 'bank-d1-app', contract: 'CT-AUDIT-02', purpose: 'TRADE_CHECK' }
export const portal: Asking = { client: 'portal-app', contract: 'self', purpose: 'SELF', acr: 'urn:xinqiao:aal2' }

/** The penalties of a company. */
export const penaltiesOf = `query($uscc: ID!) { organization(uscc: $uscc) { amr { penalty { nodes { id version fine } } } } }`
/** What stands open of a natural person. */
export const personQuery = `query($number: ID!) { naturalPerson(document: { kind: "01", number: $number }) {
  amr { penalty { nodes { id } } } court { dishonest { nodes { id } } } } }`

/** The ids of an answer's records. */
export function ids(nodes: readonly Record<string, unknown>[]): readonly unknown[] {
  return nodes.map((node) => node['id'])
}

/** Sends records through an agency's door; the codes of those it refused. */
export async function codesOf(
  audited: AuditedHub,
  agency: string,
  ...records: readonly SentRecord[]
): Promise<readonly string[]> {
  return (await audited.send(agency, ...records)).refusals.map(({ code }) => code)
}
