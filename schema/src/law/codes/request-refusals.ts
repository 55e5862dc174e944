/** Refusals of a whole request, in the order of D17. */
import type { CodeText, RequestRefusalCode } from '../refusal-code.ts'

export const requestRefusals: Readonly<Record<RequestRefusalCode, CodeText>> = {
  UNAUTHENTICATED: {
    zh: '未能确认请求方身份：访问令牌缺失、失效，或未证明持有其绑定密钥。',
    en: 'The caller is not known: the access token is missing or no longer valid, or possession of its key was not proven.',
    article: 'STD-OAUTH',
    nextZh: '向令牌端点重新申请访问令牌，并随每次请求附上新的 DPoP 证明。',
    nextEn: 'Ask the token endpoint for a new access token and send a fresh DPoP proof with every request.',
    httpStatus: 401,
  },
  CHANNEL_NOT_ALLOWED: {
    zh: '该信息或该使用方不得通过此渠道提供；公开公示、授权查询、政务共享各有范围。',
    en: 'This channel is not open to this item or this consumer; announcement, authorized inquiry and public-affairs sharing each have their own scope.',
    article: 'REG-16.1',
    nextZh: '在目录中查看该信息开放的渠道，并通过该渠道的合约提出请求。',
    nextEn: 'See in the catalog which channels the item has, and ask under a contract for one of them.',
    httpStatus: 403,
  },
  CONTRACT_INACTIVE: {
    zh: '请求所称的合约对该使用方当前无效。',
    en: 'The contract named is not in force for this consumer now.',
    article: 'REG-16.2',
    nextZh: '核对合约编号、期限与状态；如需继续使用，请向省信用管理部门申请续签。',
    nextEn:
      'Check the contract id, its term and its state; to go on, apply to the provincial credit office for a new version.',
    httpStatus: 403,
  },
  RECOGNITION_MISSING: {
    zh: '与该地区之间没有有效的跨区域信用合作协议。',
    en: 'No agreement of cross-region recognition with that region is in force.',
    article: 'REG-10',
    nextZh: '请先由双方信用管理部门签订协议；协议生效后再提出请求。',
    nextEn: 'Both credit departments must conclude an agreement first; ask again once it is in force.',
    httpStatus: 403,
  },
  PURPOSE_MISMATCH: {
    zh: '请求的用途不在合约约定的用途之内，信息仅限按约定用途使用。',
    en: 'The purpose of the request is not one the contract was made for; information is used only as agreed.',
    article: 'REG-16.2c',
    nextZh: '改用合约载明的用途，或就新用途申请变更合约。',
    nextEn: 'Use a purpose the contract names, or apply for a contract version with the new purpose.',
    httpStatus: 403,
  },
  CASE_REQUIRED: {
    zh: '该合约要求载明案件编号和经办人员，请求中缺少其一。',
    en: 'This contract asks for a case number and an acting official, and one of them is missing.',
    article: 'REG-26.2a',
    nextZh: '申请令牌时填写案件编号和经办人员；自动任务填写任务名称。',
    nextEn: 'Name the case and the official when asking for the token; an automated task names itself as the official.',
    httpStatus: 403,
  },
  QUOTA_EXCEEDED: {
    zh: '合约当日的请求数或主体数已用完。',
    en: "The contract's figure for the day, of requests or of subjects, is used up.",
    article: 'OPI-XXIV.a',
    nextZh: '次日零时（北京时间）后再试；如确有需要，申请提高合约额度。',
    nextEn:
      'Try again after midnight, Asia/Shanghai; if the need is lasting, apply for a higher figure in the contract.',
    httpStatus: 429,
  },
  IDENTITY_NOT_VERIFIED: {
    zh: '主体的真实身份未经核验，或请求指向了本人以外的主体。',
    en: 'The real identity of the subject has not been verified, or the request names a subject other than the verified one.',
    article: 'REG-16.2b',
    nextZh: '完成实名核验后查询本人信息；查询他人信息需其书面授权。',
    nextEn:
      'Verify the identity and ask for own information only; for another subject its written authorization is needed.',
    httpStatus: 403,
  },
  OPERATION_NOT_REGISTERED: {
    zh: '该查询未随合约登记；正式环境仅执行已登记的查询。',
    en: 'This operation is not registered with the contract; the production profile runs registered operations only.',
    article: 'REG-26.1',
    nextZh: '改用合约已登记的查询，或申请登记新的查询。',
    nextEn: 'Use an operation the contract has registered, or apply to register this one.',
    httpStatus: 403,
  },
  SUBJECT_ID_INVALID: {
    zh: '主体标识不符合国家标准：长度、字符、日期或校验码有误。',
    en: 'The identifier of the subject does not meet its national standard: length, characters, date or check digit are wrong.',
    article: 'STD-ID',
    nextZh: '按证照原件核对统一社会信用代码或证件号码后重新提交。',
    nextEn: 'Compare the code or document number with the certificate itself and send it again.',
    httpStatus: 400,
  },
}
