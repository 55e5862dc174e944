/** The columns of the official permit and penalty files by code and Chinese title (law/standards.md §3), those of the 2015 set after them. */

export interface ExchangeColumn {
  readonly code: string
  readonly zh: string
  /** Other titles and codes found in files. */
  readonly also: readonly string[]
}

const column = (code: string, zh: string, ...also: readonly string[]): ExchangeColumn => ({ code, zh, also })

/** Columns about the counterpart, the same in both kinds of files. */
const counterpartColumns = (prefix: 'XK' | 'CF'): readonly ExchangeColumn[] => [
  column(`${prefix}_XDR_MC`, '行政相对人名称', `${prefix}_XDR`),
  column(`${prefix}_XDR_LB`, '行政相对人类别'),
  column(
    `${prefix}_XDR_SHXYM`,
    '统一社会信用代码',
    '行政相对人代码-统一社会信用代码',
    '行政相对人代码_1(统一社会信用代码)',
  ),
  column(
    `${prefix}_XDR_GSZC`,
    '工商注册号',
    `${prefix}_XDR_GSDJ`,
    '行政相对人代码-工商注册号',
    '行政相对人代码_3(工商登记码)',
  ),
  column(
    `${prefix}_XDR_ZZJG`,
    '组织机构代码',
    `${prefix}_XDR_ZDM`,
    '行政相对人代码-组织机构代码',
    '行政相对人代码_2(组织机构代码)',
  ),
  column(`${prefix}_XDR_SWDJ`, '税务登记号', '行政相对人代码-税务登记号', '行政相对人代码_4(税务登记号)'),
  column(`${prefix}_XDR_SYDW`, '事业单位证书号', '行政相对人代码-事业单位证书号'),
  column(`${prefix}_XDR_SHZZ`, '社会组织登记证号', '行政相对人代码-社会组织登记证号'),
  column(`${prefix}_FRDB`, '法定代表人', `${prefix}_FR`, '法定代表人姓名'),
  column(`${prefix}_FR_ZJLX`, '法定代表人证件类型'),
  column(`${prefix}_FR_ZJHM`, '法定代表人证件号码', `${prefix}_FR_SFZH`, '法定代表人身份证号'),
  column(`${prefix}_XDR_ZJLX`, '证件类型', '行政相对人证件类型'),
  column(`${prefix}_XDR_ZJHM`, '证件号码', '行政相对人证件号码', '行政相对人代码-相对人证件号码'),
  column(`${prefix}_XDR_SFZ`, '居民身份证号', '行政相对人代码_5(居民身份证号)'),
]

const commonColumns: readonly ExchangeColumn[] = [
  column('DFBM', '地方编码'),
  column('SJC', '数据更新时间戳'),
  column('BZ', '备注'),
]

/** Permit files (行政许可). */
export const permitColumns: readonly ExchangeColumn[] = [
  ...counterpartColumns('XK'),
  column('XK_XKWS', '行政许可决定文书名称'),
  column('XK_WSH', '行政许可决定文书号', '行政许可决定书文号'),
  column('XK_XKLB', '许可类别'),
  column('XK_XKZS', '许可证书名称'),
  column('XK_XKBH', '许可编号'),
  column('XK_NR', '许可内容'),
  column('XK_JDRQ', '许可决定日期'),
  column('XK_YXQ', '有效期自'),
  column('XK_YXQZI', '有效期至'),
  column('XK_XKJG', '许可机关'),
  column('XK_XKJGDM', '许可机关统一社会信用代码'),
  column('XK_ZT', '当前状态'),
  column('XK_LYDW', '数据来源单位'),
  column('XK_LYDWDM', '数据来源单位统一社会信用代码'),
  column('XK_XMMC', '项目名称'),
  column('XK_SPLB', '审批类别'),
  column('XK_JZQ', '许可截止期'),
  column('XK_XZJG', '许可机关名称'),
  ...commonColumns,
]

/** Penalty files (行政处罚). */
export const penaltyColumns: readonly ExchangeColumn[] = [
  ...counterpartColumns('CF'),
  column('CF_WSH', '行政处罚决定书文号', '行政处罚决定文书号'),
  column('CF_WFXW', '违法行为类型'),
  column('CF_SY', '违法事实', '处罚事由'),
  column('CF_YJ', '处罚依据'),
  column('CF_CFLB', '处罚类别'),
  column('CF_NR', '处罚内容'),
  column('CF_NR_FK', '罚款金额（万元）', '罚款金额(万元)'),
  column('CF_NR_WFFF', '没收违法所得、没收非法财物的金额（万元）', '没收违法所得、没收非法财物的金额(万元)'),
  column('CF_NR_ZKDX', '暂扣或吊销证照名称及编号'),
  column('CF_JDRQ', '处罚决定日期'),
  column('CF_YXQ', '处罚有效期'),
  column('CF_GSJZQ', '公示截止期'),
  column('CF_CFJG', '处罚机关'),
  column('CF_CFJGDM', '处罚机关统一社会信用代码'),
  column('CF_SJLY', '数据来源单位'),
  column('CF_SJLYDM', '数据来源单位统一社会信用代码'),
  column('CF_CFMC', '处罚名称'),
  column('CF_CFLB1', '处罚类别1'),
  column('CF_CFLB2', '处罚类别2'),
  column('CF_JG', '处罚结果'),
  column('CF_XZJG', '处罚机关名称'),
  column('CF_ZT', '当前状态'),
  ...commonColumns,
]

export type ExchangeKind = 'permit' | 'penalty'

/** The columns of a kind of file. */
export function columnsOfKind(kind: ExchangeKind): readonly ExchangeColumn[] {
  return kind === 'permit' ? permitColumns : penaltyColumns
}
