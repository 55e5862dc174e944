/** Invented records that the audit sends through the agencies' own doors. Persons are "born" 1907. */

/** A record as an agency sends it (data.md §2). */
export type SentRecord = Readonly<Record<string, unknown>>

/** Issuers of the sample hub, by agency. */
const issuers: Readonly<Record<string, string>> = {
  amr: '114600000000C0014R',
  tax: '114600000000C0022L',
  court: '114600000000C0030F',
  tour: '114600000000C0049C',
  fin: '114600000000C00577',
  office: '114600000000C00652',
}

/** The company that most records are about, and the body that keeps an honest person's honour. */
export const travel = '914601000000A00134'
/** An invented person whose number ends with X. */
export const personNumber = '46010519060705018X'

/** A record of an item about a company; `other` changes any part of its envelope. */
export function about(uscc: string, item: string, id: string, data: object, other: SentRecord = {}): SentRecord {
  return {
    id,
    item,
    subject: { uscc },
    subjectKind: 'legal_person',
    determinedOn: '2025-03-03',
    ongoing: false,
    concludedOn: null,
    validTo: null,
    seriousness: null,
    basisDocument: {
      kind: 'decision',
      number: `琼试〔2025〕${id}号`,
      issuer: issuers[item.slice(0, item.indexOf('.'))],
      effectiveOn: '2025-03-03',
      legalBasis: '试验依据',
    },
    division: '460100',
    arisingFrom: 'supervision',
    identityVerified: true,
    secrecy: 'none',
    data,
    ...other,
  }
}

/** The same about a natural person, under the spelling of the number that is given. */
export function aboutPerson(
  number: string,
  item: string,
  id: string,
  data: object,
  other: SentRecord = {},
): SentRecord {
  return about('', item, id, data, {
    subject: { document: { kind: '01', number }, name: '符试六' },
    subjectKind: 'natural_person',
    ...other,
  })
}

export const fined: Readonly<Record<string, unknown>> = {
  violation: '价格违法',
  facts: '价格违法，事实清楚。',
  kinds: ['fine'],
  content: '罚款',
  fine: 500_000,
}

const accepter = { name: '试验登记机关', uscc: issuers['office'] }
const pledge = { matter: '试验事项', content: '承诺依法诚信经营。', acceptedBy: accepter, performed: 'unknown' }

/** What the six agencies hold beside the sample records, by agency. */
export const auditRecords: Readonly<Record<string, readonly SentRecord[]>> = {
  amr: [
    about(travel, 'amr.penalty', 'AU-LATE', fined, { determinedOn: '2021-11-24' }),
    about('914600000000A0048H', 'amr.penalty', 'AU-CORR', fined),
    about(travel, 'amr.complaint12315', 'AU-CPL', {
      complaintNumber: 'C-1',
      matter: '质量',
      receivedOn: '2025-02-01',
      outcome: 'agreed',
      closedOn: '2025-03-03',
    }),
    aboutPerson(personNumber.toLowerCase(), 'amr.penalty', 'AU-P1', fined),
  ],
  tax: [about(travel, 'tax.penalty', 'AU-TAX', fined)],
  court: [
    about(travel, 'court.dishonest', 'AU-DIS', {
      caseNumber: '（2025）琼01执21号',
      court: '海口市中级人民法院',
      performed: 'none',
    }),
    about(travel, 'court.falseLitigation', 'AU-FALSE', {
      caseNumber: '（2025）琼01民初22号',
      court: '海口市中级人民法院',
      conduct: '虚构债务提起诉讼。',
      handling: '罚款。',
    }),
    aboutPerson('460105 19060705 018X', 'court.dishonest', 'AU-P2', {
      caseNumber: '（2025）琼01执23号',
      court: '海口市中级人民法院',
      performed: 'none',
    }),
  ],
  tour: [],
  fin: [about(travel, 'fin.penalty', 'AU-FIN', fined)],
  office: [
    about(travel, 'office.pledge.active', 'AU-PL1', { ...pledge, pledgeNumber: 'PL-1', pledgeKind: 'active' }),
    about('914603000000A0056U', 'office.pledge.active', 'AU-PL3', {
      ...pledge,
      pledgeNumber: 'PL-3',
      pledgeKind: 'self_regulatory',
      association: { name: '试验旅游协会', uscc: '514600000000B00278' },
    }),
    about(travel, 'office.measure', 'AU-MS', {
      measureCode: 'Q2',
      measure: '列为重点监管对象',
      measureKind: 'raises_duties',
      appliedBy: accepter,
      appliedOn: '2026-06-01',
      sourceRecord: 'tour.serious:L-001',
    }),
    aboutPerson(personNumber, 'office.list.person', 'AU-LP', {
      person: { name: '符试六', role: '法定代表人', documentKind: '01', documentNumber: personNumber },
      role: 'legal_representative',
      organization: { name: '海口试验旅行社有限公司', uscc: travel },
      list: '文化和旅游市场严重失信主体名单',
      reason: '无证经营情节严重',
      sourceRecord: 'tour.serious:L-001',
    }),
    about('914602000000A003XU', 'office.pledge.restoration', 'AU-PL2', {
      ...pledge,
      pledgeNumber: 'PL-2',
      caseNumber: 'RS-1',
      sourceRecord: 'amr.penalty:R-008',
    }),
    aboutPerson(personNumber, 'office.honor', 'AU-HON', {
      title: '诚实守信道德模范',
      level: 'provincial',
      year: 2024,
      grantedBy: accepter,
    }),
  ],
}
