/** A lawful penalty in the envelope of data.md §2; a test changes one thing and sees what the door says. */
export type Envelope = Readonly<Record<string, unknown>>

export const organization = '914601000000A00134'
/** An invented person, born 1902. */
export const person = { document: { kind: '01', number: '460105190203040014' }, name: '陈试一' }

export function penalty(id: string, other: Envelope = {}): Envelope {
  return {
    id,
    item: 'amr.penalty',
    subject: { uscc: organization },
    subjectKind: 'legal_person',
    determinedOn: '2021-11-24',
    ongoing: false,
    concludedOn: null,
    validTo: null,
    seriousness: null,
    basisDocument: {
      kind: 'penalty_decision',
      number: '琼试〔2021〕13号',
      issuer: '114600000000C0014R',
      effectiveOn: '2021-11-24',
      legalBasis: '试验依据',
    },
    division: '460100',
    arisingFrom: 'supervision',
    identityVerified: true,
    secrecy: 'none',
    data: { violation: '虚假宣传', facts: '虚假宣传，事实清楚。', kinds: ['fine'], content: '罚款', fine: 2_000_000 },
    ...other,
  }
}

export function personPenalty(id: string, other: Envelope = {}): Envelope {
  return penalty(id, { subject: person, subjectKind: 'natural_person', ...other })
}

export function legalRepresentative(id: string, number: string): Envelope {
  return penalty(id, {
    item: 'amr.reg.legalRep',
    arisingFrom: 'registration',
    data: { person: { name: '陈试一', role: '法定代表人', documentKind: '01', documentNumber: number } },
  })
}

export function ndjson(...records: readonly (Envelope | string)[]): string {
  return records.map((record) => `${typeof record === 'string' ? record : JSON.stringify(record)}\n`).join('')
}
