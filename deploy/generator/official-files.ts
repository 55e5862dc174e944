/** Writes permits and penalties the way agencies exchange them: CSV and XLSX with the official columns (law/standards.md §3). */
import { writeFileSync } from 'node:fs'
import type { IncomingRecord } from '@xinqiao/schema'
import writeXlsxFile, { type SheetData } from 'write-excel-file/node'

/** A cell of an official file; amounts are in 10,000 RMB. */
type Columns = readonly (readonly [
  code: string,
  title: string,
  cell: (record: IncomingRecord, subjectName: string) => string,
])[]

const fenPerWan = 1_000_000
const noLimit = '2099/12/31'
const penaltyKinds: Readonly<Record<string, string>> = {
  warning: '警告',
  criticism: '通报批评',
  fine: '罚款',
  confiscation: '没收违法所得、没收非法财物',
  licence_suspended: '暂扣许可证件',
  licence_revoked: '吊销许可证件',
  business_stopped: '责令停产停业',
  activity_restricted: '限制开展生产经营活动',
  employment_restricted: '限制从业',
  detention: '行政拘留',
  other: '其他',
}
const permitKinds: Readonly<Record<string, string>> = {
  ordinary: '普通',
  concession: '特许',
  recognition: '认可',
  approval: '核准',
  registration: '登记',
  other: '其他',
}

const penaltyColumns: Columns = [
  ['CF_XDR_MC', '行政相对人名称', (_, name) => name],
  ['CF_XDR_LB', '行政相对人类别', (record) => counterpart(record)],
  ['CF_XDR_SHXYM', '统一社会信用代码', (record) => uscc(record)],
  ['CF_XDR_ZJLX', '证件类型', (record) => documentOf(record).kind],
  ['CF_XDR_ZJHM', '证件号码', (record) => documentOf(record).number],
  ['CF_WSH', '行政处罚决定书文号', (record) => record.basisDocument?.number ?? ''],
  ['CF_WFXW', '违法行为类型', (record) => text(record, 'violation')],
  ['CF_SY', '违法事实', (record) => text(record, 'facts')],
  ['CF_YJ', '处罚依据', (record) => record.basisDocument?.legalBasis ?? ''],
  [
    'CF_CFLB',
    '处罚类别',
    (record) =>
      list(record, 'kinds')
        .map((kind) => penaltyKinds[kind] ?? '其他')
        .join('|'),
  ],
  ['CF_NR', '处罚内容', (record) => text(record, 'content')],
  ['CF_NR_FK', '罚款金额（万元）', (record) => wan(record.data['fine'])],
  ['CF_NR_WFFF', '没收违法所得、没收非法财物的金额（万元）', (record) => wan(record.data['confiscated'])],
  ['CF_NR_ZKDX', '暂扣或吊销证照名称及编号', (record) => text(record, 'licence')],
  ['CF_JDRQ', '处罚决定日期', (record) => slashes(record.determinedOn)],
  ['CF_YXQ', '处罚有效期', (record) => (record.validTo === null ? noLimit : slashes(record.validTo))],
  ['CF_GSJZQ', '公示截止期', (record) => slashes(text(record, 'publicityEndsOn'))],
  ['CF_CFJG', '处罚机关', () => '试验机关'],
  ['CF_CFJGDM', '处罚机关统一社会信用代码', (record) => record.basisDocument?.issuer ?? ''],
  ['CF_SJLY', '数据来源单位', () => '试验机关'],
  ['CF_SJLYDM', '数据来源单位统一社会信用代码', (record) => record.basisDocument?.issuer ?? ''],
  ['BZ', '备注', () => ''],
]
const permitColumns: Columns = [
  ['XK_XDR_MC', '行政相对人名称', (_, name) => name],
  ['XK_XDR_LB', '行政相对人类别', (record) => counterpart(record)],
  ['XK_XDR_SHXYM', '统一社会信用代码', (record) => uscc(record)],
  ['XK_XDR_ZJLX', '证件类型', (record) => documentOf(record).kind],
  ['XK_XDR_ZJHM', '证件号码', (record) => documentOf(record).number],
  ['XK_XKWS', '行政许可决定文书名称', (record) => text(record, 'decisionName')],
  ['XK_WSH', '行政许可决定文书号', (record) => record.basisDocument?.number ?? ''],
  ['XK_XKLB', '许可类别', (record) => permitKinds[text(record, 'kind')] ?? '其他'],
  ['XK_XKZS', '许可证书名称', (record) => text(record, 'certificateName')],
  ['XK_XKBH', '许可编号', (record) => text(record, 'certificateNumber')],
  ['XK_NR', '许可内容', (record) => text(record, 'content')],
  ['XK_JDRQ', '许可决定日期', (record) => slashes(record.determinedOn)],
  ['XK_YXQ', '有效期自', (record) => slashes(text(record, 'validFrom'))],
  ['XK_YXQZI', '有效期至', (record) => (record.validTo === null ? noLimit : slashes(record.validTo))],
  ['XK_XKJG', '许可机关', () => '试验机关'],
  ['XK_XKJGDM', '许可机关统一社会信用代码', (record) => record.basisDocument?.issuer ?? ''],
  ['XK_ZT', '当前状态', () => '1'],
  ['XK_LYDW', '数据来源单位', () => '试验机关'],
  ['XK_LYDWDM', '数据来源单位统一社会信用代码', (record) => record.basisDocument?.issuer ?? ''],
  ['BZ', '备注', () => ''],
]

/** Records of one item with the names of their subjects. */
export interface OfficialRows {
  readonly kind: 'permit' | 'penalty'
  readonly rows: readonly { readonly record: IncomingRecord; readonly name: string }[]
}

/** A CSV file headed by the Chinese titles, UTF-8 with byte order mark, as office software writes it. */
export function writeOfficialCsv(file: string, rows: OfficialRows): void {
  const columns = columnsOf(rows)
  const lines = [columns.map(([, title]) => title), ...cells(rows)].map((row) => row.map(quote).join(','))
  writeFileSync(file, `\ufeff${lines.join('\r\n')}\r\n`)
}

/** An XLSX file headed by the column codes. */
export async function writeOfficialXlsx(file: string, rows: OfficialRows): Promise<void> {
  const header = columnsOf(rows).map(([code]) => ({ value: code, type: String }))
  const body = cells(rows).map((row) => row.map((value) => ({ value, type: String })))
  const data: SheetData = [header, ...body]
  await writeXlsxFile(data).toFile(file)
}

function columnsOf(rows: OfficialRows): Columns {
  return rows.kind === 'penalty' ? penaltyColumns : permitColumns
}

function cells(rows: OfficialRows): readonly (readonly string[])[] {
  return rows.rows.map(({ record, name }) => columnsOf(rows).map(([, , cell]) => cell(record, name)))
}

function counterpart(record: IncomingRecord): string {
  return record.subjectKind === 'natural_person'
    ? '自然人'
    : record.subjectKind === 'legal_person'
      ? '法人及非法人组织'
      : '非法人组织'
}

function uscc(record: IncomingRecord): string {
  return 'uscc' in record.subject ? record.subject.uscc : ''
}

function documentOf(record: IncomingRecord): { kind: string; number: string } {
  return 'document' in record.subject
    ? { kind: '身份证', number: record.subject.document.number }
    : { kind: '', number: '' }
}

function text(record: IncomingRecord, field: string): string {
  const value = record.data[field]
  return typeof value === 'string' ? value : ''
}

function list(record: IncomingRecord, field: string): readonly string[] {
  const value = record.data[field]
  return Array.isArray(value) ? value.map(String) : []
}

/** Fen to 10,000 RMB as a decimal text, exactly. */
function wan(fen: unknown): string {
  if (typeof fen !== 'number') return ''
  const rest = String(fen % fenPerWan)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return `${Math.floor(fen / fenPerWan)}${rest === '' ? '' : `.${rest}`}`
}

function slashes(date: string): string {
  return date.replaceAll('-', '/')
}

function quote(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
