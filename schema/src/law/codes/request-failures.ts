/** Failures of a whole request: it cannot be read, is too large, or the hub cannot answer lawfully now. */
import type { CodeText, RequestFailureCode } from '../refusal-code.ts'

export const requestFailures: Readonly<Record<RequestFailureCode, CodeText>> = {
  GRAPHQL_PARSE_FAILED: {
    zh: '查询文本不符合 GraphQL 语法。',
    en: 'The text of the operation is not GraphQL.',
    article: 'STD-GRAPHQL',
    nextZh: '改正语法错误后重新提交。',
    nextEn: 'Correct the syntax and send it again.',
    httpStatus: 400,
  },
  GRAPHQL_VALIDATION_FAILED: {
    zh: '查询不符合该请求方可见的架构。',
    en: 'The operation does not fit the schema this caller may see.',
    article: 'STD-GRAPHQL',
    nextZh: '对照本合约的架构改正字段、参数或类型。',
    nextEn: "Correct fields, arguments or types after the contract's own schema.",
    httpStatus: 400,
  },
  BAD_USER_INPUT: {
    zh: '请求或变量的格式有误。',
    en: 'The request or its variables are not in the form expected.',
    article: 'STD-GRAPHQL-HTTP',
    nextZh: '按查询声明的类型提供变量后重新提交。',
    nextEn: 'Give the variables in the types the operation declares, and send it again.',
    httpStatus: 400,
  },
  OPERATION_TOO_LARGE: {
    zh: '查询超出规模限制：字节、词法单元、层数、字段、预计开销，或主体数超出合约规定。',
    en: 'The operation is over a limit: bytes, tokens, depth, fields, cost, or more subjects than the contract allows.',
    article: 'STD-MLPS',
    nextZh: '拆分查询，减少层数、字段或每次查询的主体数。',
    nextEn: 'Split it, or ask for fewer levels, fields or subjects at once.',
    httpStatus: 400,
  },
  PLAN_TIMEOUT: {
    zh: '未能在规定时间内完成查询的编排。',
    en: 'The operation could not be planned within its time.',
    article: 'STD-MLPS',
    nextZh: '简化查询结构后重新提交。',
    nextEn: 'Simplify the operation and send it again.',
    httpStatus: 400,
  },
  OVERLOADED: {
    zh: '平台当前请求过多，暂不能受理。',
    en: 'The hub has more requests than it can take at the moment.',
    article: 'STD-HTTP',
    nextZh: '按 Retry-After 所示时间后重试。',
    nextEn: 'Try again after the time given in Retry-After.',
    httpStatus: 503,
  },
  AUDIT_UNAVAILABLE: {
    zh: '审计日志无法写入，故不提供任何数据。',
    en: 'The audit log cannot be written, so no data is given.',
    article: 'REG-26.2b',
    nextZh: '按 Retry-After 所示时间后重试；运维人员已收到告警。',
    nextEn: 'Try again after the time given in Retry-After; the operators have been alarmed.',
    httpStatus: 503,
  },
  BUNDLE_EXPIRED: {
    zh: '平台的目录与合约配置已超过有效期，在更新前不提供数据。',
    en: 'The catalog and contracts the hub runs on are past their validity; no data is given until they are renewed.',
    article: 'REG-11.2',
    nextZh: '按 Retry-After 所示时间后重试；运维人员须恢复登记处。',
    nextEn: 'Try again after the time given in Retry-After; the operators must bring the registry back.',
    httpStatus: 503,
  },
}
