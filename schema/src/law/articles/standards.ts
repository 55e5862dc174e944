/** Standards the hub keeps beside the law (law/standards.md), and its own decisions where the law leaves room (D1–D18). */

export const standards = {
  'STD-CAT': ['全国公共信用信息基础目录', 'National base catalog of public credit information'],
  'STD-ID': ['GB 32100-2015、GB 11643-1999、GB/T 2260', 'GB 32100-2015, GB 11643-1999, GB/T 2260'],
  'STD-PIPL': ['个人信息保护法', 'Personal Information Protection Law'],
  'STD-NDRC36': [
    '国办发〔2025〕22 号、信用修复管理办法',
    'Guo Ban Fa [2025] 22 and the Measures for Credit Restoration',
  ],
  'STD-MLPS': ['GB/T 22239-2019 第三级', 'GB/T 22239-2019, grade III'],
  'STD-OAUTH': ['RFC 9068、RFC 9449', 'RFC 9068 and RFC 9449'],
  'STD-RFC9421': ['RFC 9421', 'RFC 9421'],
  'STD-HTTP': ['RFC 9110', 'RFC 9110'],
  'STD-GRAPHQL': ['GraphQL 规范', 'GraphQL specification'],
  'STD-GRAPHQL-HTTP': ['GraphQL over HTTP 规范', 'GraphQL over HTTP specification'],
  'STD-FEDERATION': ['Apollo Federation v2 规范', 'Apollo Federation v2 specification'],
} as const

/** Decisions D1–D18 (law/requirements.md §0). */
export const decisions = {
  D1: ['披露期限按半开区间以北京时间日期计算', 'The five years are a half-open range of Asia/Shanghai dates'],
  D2: ['期满停止一切渠道的提供', 'Expiry stops every channel'],
  D3: ['工作日自收到次日起算', 'Working days are counted from the day after receipt'],
  D4: ['未载入日历的年度不得推算', 'A year without an official calendar is never guessed'],
  D5: ['撤销通知受理即停止提供', 'A revoked record is withheld from acceptance of the notice'],
  D6: ['删除后仅保留必要的审计痕迹', 'Only the trace in the audit remains after erasure'],
  D7: ['每一自然年两次报告', 'Two reports each calendar year'],
  D8: ['异议期间带标注提供', 'While an objection is pending the record is shown with its mark'],
  D9: ['隐藏的记录与不存在的记录无法区分', 'A hidden record reads like one that never existed'],
  D10: [
    '禁止类信息在公共和市场信息中一律禁止',
    'Prohibited categories are banned for public and market information alike',
  ],
  D11: ['五类授权信息仅指自然人', 'The five consent-only kinds concern natural persons only'],
  D12: ['目录之外不得作为信用信息', 'What is outside the catalog is not credit information'],
  D13: ['分级披露期限', 'Graded periods of disclosure'],
  D14: ['许可和处罚七个工作日内公示', 'Permits and penalties are published within seven working days'],
  D15: ['不收录未满十八周岁自然人', 'No record of persons under eighteen'],
  D16: ['一个可设定的时钟，北京时间', 'One injectable clock, Asia/Shanghai'],
  D17: ['检查的先后次序', 'The order of checks'],
  D18: ['公开信息无需授权', 'Items open to public announcement need no consent'],
} as const
