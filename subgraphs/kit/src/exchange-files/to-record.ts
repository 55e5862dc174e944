/** One line of an exchange file as a record of data.md §2. The file has no record id, kind or division of ours: they are derived here. */
import { divisionOfUscc, parseUscc } from '@xinqiao/schema'
import {
  documentKindOf,
  penaltyKindsOf,
  permitKindOf,
  type StateOfAct,
  stateOfAct,
  subjectKindOf,
} from './code-lists.ts'
import type { ExchangeKind } from './columns.ts'
import { exchangeDate, tenThousandToFen } from './decimal-text.ts'

/** The cell of a column by its code, `''` when the file has none. */
export type CellOf = (code: string) => string

export interface RecordTarget {
  /** Catalog item of the records. */
  readonly item: string
  /** Code of the body whose file it is, for files of the 2015 set, which name no authority by code. */
  readonly authority?: string
}

/** From this date on a file means: without limit. */
const noLimitFrom = '2099-12-31'

/** Derives the record: number of the decision as id, subject from the counterpart's columns, division from its authority's code. */
export function toRecord(
  kind: ExchangeKind,
  cell: CellOf,
  { item, authority }: RecordTarget,
): Readonly<Record<string, unknown>> {
  const prefix = kind === 'permit' ? 'XK' : 'CF'
  const own = (name: string): string => cell(`${prefix}_${name}`)
  const issuer = own(kind === 'permit' ? 'XKJGDM' : 'CFJGDM') || (authority ?? '')
  const determinedOn = dateOf(own('JDRQ'))
  const subject = subjectOf(own)
  return {
    id: own('WSH'),
    item,
    subject: subject.value,
    subjectKind: subject.kind,
    determinedOn,
    ongoing: false,
    concludedOn: null,
    validTo: limitOf(kind === 'permit' ? own('YXQZI') || own('JZQ') : own('YXQ')),
    seriousness: null,
    basisDocument: {
      kind: kind === 'permit' ? 'permit' : 'penalty_decision',
      number: own('WSH'),
      issuer,
      effectiveOn: determinedOn,
      ...(own('YJ') === '' ? {} : { legalBasis: own('YJ') }),
    },
    division: cell('DFBM') || divisionOfAuthority(issuer),
    arisingFrom: kind === 'permit' ? 'permit' : 'supervision',
    identityVerified: subject.verified,
    secrecy: 'none',
    data: kind === 'permit' ? permitData(cell, determinedOn) : penaltyData(cell),
  }
}

/** What the file says of the decision's own state. */
export function stateOf(kind: ExchangeKind, cell: CellOf): StateOfAct {
  if (kind === 'penalty') return stateOfAct(cell('CF_ZT'), '2015')
  const present = cell('XK_XKWS') !== '' || cell('XK_XKLB') !== ''
  return stateOfAct(cell('XK_ZT'), present ? 'present' : '2015')
}

function permitData(cell: CellOf, determinedOn: string): Readonly<Record<string, unknown>> {
  return filled({
    decisionName: cell('XK_XKWS') || cell('XK_XMMC'),
    kind: permitKindOf(cell('XK_XKLB') || cell('XK_SPLB')),
    certificateName: cell('XK_XKZS'),
    certificateNumber: cell('XK_XKBH'),
    content: cell('XK_NR'),
    validFrom: dateOf(cell('XK_YXQ')) || determinedOn,
  })
}

function penaltyData(cell: CellOf): Readonly<Record<string, unknown>> {
  const kinds = cell('CF_CFLB') === '' ? [cell('CF_CFLB1'), cell('CF_CFLB2')] : [cell('CF_CFLB')]
  return filled({
    decisionName: cell('CF_CFMC'),
    violation: cell('CF_WFXW') || cell('CF_SY'),
    facts: cell('CF_SY'),
    kinds: penaltyKindsOf(kinds),
    content: cell('CF_NR') || cell('CF_JG'),
    fine: amountOf(cell('CF_NR_FK')),
    confiscated: amountOf(cell('CF_NR_WFFF')),
    licence: cell('CF_NR_ZKDX'),
    publicityEndsOn: limitOf(cell('CF_GSJZQ')) ?? '',
  })
}

function subjectOf(own: (name: string) => string): {
  readonly value: unknown
  readonly kind: string
  readonly verified: boolean
} {
  const uscc = own('XDR_SHXYM')
  const kind = subjectKindOf(own('XDR_LB') || (uscc === '' && own('XDR_SFZ') !== '' ? '自然人' : '法人'), uscc)
  if (kind !== 'natural_person') return { value: { uscc }, kind, verified: uscc !== '' }
  const number = own('XDR_ZJHM') || own('XDR_SFZ')
  const document = { kind: documentKindOf(own('XDR_ZJLX') || '01'), number }
  return { value: { document, name: own('XDR_MC') }, kind, verified: number !== '' }
}

function divisionOfAuthority(issuer: string): string {
  const reading = parseUscc(issuer)
  return reading.ok ? divisionOfUscc(reading.uscc) : ''
}

/** A cell that cannot be read stays as it is: the door refuses it by its path. */
function dateOf(text: string): string {
  return exchangeDate(text) ?? text
}

function limitOf(text: string): string | null {
  const date = dateOf(text)
  return date === '' || (exchangeDate(text) !== undefined && date >= noLimitFrom) ? null : date
}

function amountOf(text: string): number | string {
  return tenThousandToFen(text) ?? text
}

function filled(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== ''))
}
