import { describe, expect, it } from 'vitest'
import { penaltyColumns, permitColumns } from './columns.ts'
import type { ExchangeRow } from './exchange-row.ts'
import { all, inPieces, plantTable, plantWorkbook } from './planted-files.ts'
import { readExchangeFile } from './read-exchange-file.ts'

const penalty: Readonly<Record<string, string>> = {
  CF_XDR_MC: '海口试验旅行社有限公司',
  CF_XDR_LB: '法人及非法人组织',
  CF_XDR_SHXYM: '914601000000A00134',
  CF_FRDB: '陈试一',
  CF_WSH: '琼市监处罚〔2021〕88号',
  CF_WFXW: '虚假宣传',
  CF_SY: '虚假宣传，\n事实清楚。',
  CF_YJ: '《广告法》第五十五条',
  CF_CFLB: '罚款|没收违法所得、没收非法财物',
  CF_NR: '=罚款',
  CF_NR_FK: '2.35',
  CF_NR_WFFF: '0.000001',
  CF_JDRQ: '2021/11/24',
  CF_YXQ: '2099/12/31',
  CF_GSJZQ: '2024-11-24',
  CF_CFJG: '试验机关',
  CF_CFJGDM: '114600000000C0014R',
}

const permit: Readonly<Record<string, string>> = {
  XK_XDR_MC: '陈试二',
  XK_XDR_LB: '自然人',
  XK_XDR_ZJLX: '身份证',
  XK_XDR_ZJHM: '460105190203040014',
  XK_XKWS: '食品经营许可',
  XK_WSH: '琼试许〔2024〕1号',
  XK_XKLB: '普通',
  XK_XKZS: '食品经营许可证',
  XK_XKBH: 'JY0001',
  XK_NR: '预包装食品销售',
  XK_JDRQ: '2024-01-01',
  XK_YXQ: '2024-01-02',
  XK_YXQZI: '2029-01-01',
  XK_XKJGDM: '114601000000C0014Y',
  XK_ZT: '1',
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
const csvOf = (...rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(rows.map((row) => row.map(quoted).join(',')).join('\r\n'))
const readCsvOf = (...rows: readonly (readonly string[])[]): Promise<ExchangeRow[]> =>
  all(
    readExchangeFile(inPieces(csvOf(...rows)), { format: 'csv', item: 'amr.penalty', authority: '114600000000C0014R' }),
  )
const readRow = async (cells: Readonly<Record<string, string>>): Promise<ExchangeRow | undefined> =>
  (await readCsvOf(Object.keys(cells), Object.values(cells)))[0]

const expectedPenalty = {
  id: '琼市监处罚〔2021〕88号',
  item: 'amr.penalty',
  subject: { uscc: '914601000000A00134' },
  subjectKind: 'legal_person',
  determinedOn: '2021-11-24',
  ongoing: false,
  concludedOn: null,
  validTo: null,
  seriousness: null,
  basisDocument: {
    kind: 'penalty_decision',
    number: '琼市监处罚〔2021〕88号',
    issuer: '114600000000C0014R',
    effectiveOn: '2021-11-24',
    legalBasis: '《广告法》第五十五条',
  },
  division: '460000',
  arisingFrom: 'supervision',
  identityVerified: true,
  secrecy: 'none',
  data: {
    violation: '虚假宣传',
    facts: '虚假宣传，\n事实清楚。',
    kinds: ['fine', 'confiscation'],
    content: '=罚款',
    fine: 2_350_000,
    confiscated: 1,
    publicityEndsOn: '2024-11-24',
  },
}

describe('official penalty and permit files', () => {
  it('gives a penalty as a record of the hub, amounts in fen, dates in one form, nothing of the legal representative', async () => {
    expect(await readRow(penalty)).toEqual({ line: 2, record: expectedPenalty })
    expect(JSON.stringify(await readRow(penalty))).not.toContain('陈试一')
  })

  it('reads the same from Chinese titles, from codes, from both on two lines, and from XLSX', async () => {
    const codes = Object.keys(penalty)
    const titles = codes.map((code) => penaltyColumns.find((column) => column.code === code)?.zh ?? '')
    const values = Object.values(penalty)
    expect(await readCsvOf(titles, values)).toEqual([{ line: 2, record: expectedPenalty }])
    expect(
      await readCsvOf(
        titles.map((title) => `${title} *`),
        codes,
        values,
      ),
    ).toEqual([{ line: 3, record: expectedPenalty }])
    const sheet = plantTable([['行政处罚信息'], titles, values])
    expect(await all(readExchangeFile(inPieces(sheet), { format: 'xlsx', item: 'amr.penalty' }))).toEqual([
      { line: 3, record: expectedPenalty },
    ])
  })

  it('gives a permit of a natural person with the document, verified by the authority that took it', async () => {
    expect(await readRow(permit)).toEqual({
      line: 2,
      record: {
        ...expectedPenalty,
        id: '琼试许〔2024〕1号',
        subject: { document: { kind: '01', number: '460105190203040014' }, name: '陈试二' },
        subjectKind: 'natural_person',
        determinedOn: '2024-01-01',
        validTo: '2029-01-01',
        basisDocument: {
          kind: 'permit',
          number: '琼试许〔2024〕1号',
          issuer: '114601000000C0014Y',
          effectiveOn: '2024-01-01',
        },
        division: '460100',
        arisingFrom: 'permit',
        data: {
          decisionName: '食品经营许可',
          kind: 'ordinary',
          certificateName: '食品经营许可证',
          certificateNumber: 'JY0001',
          content: '预包装食品销售',
          validFrom: '2024-01-02',
        },
      },
    })
  })

  it('reads the set of 2015, which names neither kind of counterpart nor code of authority', async () => {
    const row = await readRow({
      CF_WSH: '琼试〔2015〕1号',
      CF_CFMC: '行政处罚决定书',
      CF_CFLB1: '1',
      CF_CFLB2: '6',
      CF_SY: '虚假宣传',
      CF_XDR_MC: '试验公司',
      CF_XDR_SHXYM: '914601000000A00134',
      CF_JG: '罚款二万元',
      CF_JDRQ: '2015/11/24',
      CF_XZJG: '试验机关',
      CF_ZT: '0',
      DFBM: '460100',
      SJC: '2015/12/01',
    })
    expect(row).toMatchObject({
      record: {
        subjectKind: 'legal_person',
        division: '460100',
        basisDocument: { issuer: '114600000000C0014R' },
        data: {
          decisionName: '行政处罚决定书',
          violation: '虚假宣传',
          facts: '虚假宣传',
          kinds: ['fine', 'other'],
          content: '罚款二万元',
        },
      },
    })
  })

  it('[D8 partly] marks a penalty under objection and gives no record of one that was revoked or whose state is not plain', async () => {
    expect(await readRow({ ...penalty, CF_ZT: '2' })).toEqual({
      line: 2,
      record: expectedPenalty,
      standing: 'annotated',
    })
    for (const state of ['1', '3', '撤销', '9']) {
      expect(await readRow({ ...penalty, CF_ZT: state })).toMatchObject({ line: 2, error: { path: 'CF_ZT' } })
    }
  })

  it('gives no record of a permit that has ended', async () => {
    for (const state of ['2', '注销', '无效'])
      expect(await readRow({ ...permit, XK_ZT: state })).toMatchObject({ error: { path: 'XK_ZT' } })
    expect(await readRow({ ...permit, XK_ZT: '有效' })).toHaveProperty('record')
  })

  it('leaves what it cannot read as it is, for the door to refuse by its path', async () => {
    const row = await readRow({
      ...penalty,
      CF_NR_FK: '两万',
      CF_JDRQ: '2021-02-30',
      CF_XDR_LB: '外星人',
      CF_CFLB: '鞭刑',
      CF_CFJGDM: 'x',
    })
    expect(row).toMatchObject({
      record: {
        determinedOn: '2021-02-30',
        subjectKind: '外星人',
        division: '',
        data: { fine: '两万', kinds: ['鞭刑'] },
      },
    })
  })

  it('[REG-14.4a partly] carries a foreign column into the payload under its own title, so a prohibited one is seen by the door', async () => {
    const row = await readRow({ ...penalty, 血型: 'A', __proto__x: '1', ['__proto__']: 'y' })
    const { data } = (row as unknown as { readonly record: { readonly data: Readonly<Record<string, unknown>> } })
      .record
    expect(data['血型']).toBe('A')
    expect(Object.keys(data)).toContain('__proto__')
  })

  it('refuses lines with bytes of another encoding, with more cells than columns, and goes on', async () => {
    const rows = await readCsvOf(
      Object.keys(penalty),
      [...Object.values(penalty), 'more'],
      Object.values({ ...penalty, CF_NR: '罚\ufffd' }),
      Object.values(penalty),
    )
    expect(rows).toMatchObject([
      { line: 2, error: { path: '' } },
      { line: 4, error: { path: 'CF_NR' } },
      { line: 6, record: expectedPenalty },
    ])
  })

  it('says so when a file has no header it knows, and ends with the line from which it cannot be read', async () => {
    expect(await readCsvOf(['a', 'b', 'c', 'd'], ['1', '2', '3', '4'])).toMatchObject([
      { line: 1, error: { path: '' } },
    ])
    expect(
      await all(readExchangeFile(inPieces(Buffer.from('')), { format: 'xlsx', item: 'amr.penalty' })),
    ).toMatchObject([{ line: 1, error: { path: '' } }])
    const cutOff = Buffer.concat([
      csvOf(Object.keys(penalty), Object.values(penalty)),
      Buffer.from('\r\n"never closed'),
    ])
    expect(await all(readExchangeFile(inPieces(cutOff, 100), { format: 'csv', item: 'amr.penalty' }))).toMatchObject([
      { line: 2 },
      { line: 4, error: { path: '' } },
    ])
  })

  it('gives every line a number of its own, the one from which a spreadsheet cannot be read included', async () => {
    const cells = Object.keys(penalty).map((code) => `<c t="inlineStr"><is><t>${code}</t></is></c>`)
    const values = Object.values(penalty).map((value) => `<c t="inlineStr"><is><t>${value}</t></is></c>`)
    const sheet = plantWorkbook(
      `<row>${cells.join('')}</row><row>${values.join('')}</row><row><c t="s"><v>1</v></c></row>`,
    )
    expect(await all(readExchangeFile(inPieces(sheet), { format: 'xlsx', item: 'amr.penalty' }))).toMatchObject([
      { line: 2, record: { id: penalty['CF_WSH'] } },
      { line: 3, error: { path: '' } },
    ])
  })

  it('never puts a value into an error', async () => {
    const rows = await readCsvOf(
      Object.keys(penalty),
      [...Object.values(penalty), 'CANARY-1'],
      Object.values({ ...penalty, CF_ZT: 'CANARY-2' }),
      ['CANARY-3\ufffd'],
    )
    expect(rows).toHaveLength(3)
    expect(JSON.stringify(rows)).not.toContain('CANARY')
  })

  it('knows every column of the standard by one code and one title', () => {
    for (const columns of [permitColumns, penaltyColumns]) {
      expect(new Set(columns.map(({ code }) => code)).size).toBe(columns.length)
    }
  })
})
