/** Failures of one part: an agency, the facts, a feed, or a process at its start. */
import type { CodeText, PartFailureCode } from '../refusal-code.ts'

export const partFailures: Readonly<Record<PartFailureCode, CodeText>> = {
  SUBGRAPH_UNAVAILABLE: {
    zh: '所指单位的系统暂时无法访问，其信息未包含在本答复中。',
    en: "The named agency's system cannot be reached; its part is missing from this answer.",
    article: 'STD-HTTP',
    nextZh: '稍后重试；其他单位的信息完整。',
    nextEn: 'Try again later; the parts of the other agencies are complete.',
    httpStatus: 200,
  },
  SUBGRAPH_TIMEOUT: {
    zh: '所指单位的系统未在规定时间内答复，其信息未包含在本答复中。',
    en: "The named agency's system did not answer in time; its part is missing from this answer.",
    article: 'STD-HTTP',
    nextZh: '稍后重试；其他单位的信息完整。',
    nextEn: 'Try again later; the parts of the other agencies are complete.',
    httpStatus: 200,
  },
  SUBGRAPH_INVALID_ANSWER: {
    zh: '所指单位的系统答复不合规范或签名无效，已被弃用。',
    en: "The named agency's answer was malformed or its signature did not hold; it was discarded.",
    article: 'STD-RFC9421',
    nextZh: '稍后重试；该单位已收到告警。',
    nextEn: 'Try again later; the agency has been alarmed.',
    httpStatus: 200,
  },
  FACTS_STALE: {
    zh: '异议、修复、撤销或授权的最新状态暂不可得，无法依法判断是否可以提供。',
    en: 'The latest objections, restorations, revocations or authorizations are not at hand, so it cannot be judged whether this may be given.',
    article: 'REG-32.3b',
    nextZh: '稍后重试；状态恢复后自动提供。',
    nextEn: 'Try again later; it answers by itself once the facts are fresh.',
    httpStatus: 200,
  },
  FEED_CURSOR_TOO_OLD: {
    zh: '所给位置早于数据流保存的范围。',
    en: 'The position given is older than what the feed keeps.',
    article: 'STD-HTTP',
    nextZh: '获取快照，并从快照之后的编号继续。',
    nextEn: 'Take the snapshot and go on from the number after it.',
    httpStatus: 410,
  },
  CONFIG_INVALID: {
    zh: '配置有误，进程未启动；所列为全部错误。',
    en: 'The configuration is wrong and the process did not start; all mistakes are listed.',
    article: 'STD-MLPS',
    nextZh: '逐项改正后重新启动。',
    nextEn: 'Correct each of them and start again.',
    httpStatus: 0,
  },
  AUDIT_DAMAGED: {
    zh: '审计日志的校验未通过，进程未启动。',
    en: 'The audit log does not verify and the process did not start.',
    article: 'REG-26.2b',
    nextZh: '保全现有文件，运行审计校验确定位置，由安全管理员处置。',
    nextEn:
      'Keep the files as they are, run the audit verifier to find the place, and call the security administrator.',
    httpStatus: 0,
  },
}
