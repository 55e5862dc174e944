/** Refusals of one field or item: it reads null, the others still answer (D9, D17 steps 6–9). */
import type { CodeText, ItemRefusalCode } from '../refusal-code.ts'

export const itemRefusals: Readonly<Record<ItemRefusalCode, CodeText>> = {
  NOT_IN_CATALOG: {
    zh: '现行公共信用信息目录中没有该信息，或该信息不适用于此类主体。',
    en: 'The catalog in force does not hold this item, or holds it for other kinds of subjects only.',
    article: 'REG-11.1a',
    nextZh: '查阅现行目录；目录以外的信息不得作为信用信息归集、共享或公开。',
    nextEn:
      'See the catalog in force; what is not in it may not be collected, shared or released as credit information.',
    httpStatus: 200,
  },
  ITEM_NOT_IN_CONTRACT: {
    zh: '合约未包含该信息项。',
    en: 'The contract does not grant this item.',
    article: 'REG-16.2c',
    nextZh: '如确有需要，连同用途和法律依据申请在合约中增加该信息项。',
    nextEn: 'If it is needed, apply for a contract version with this item, naming the purpose and the legal basis.',
    httpStatus: 200,
  },
  CONSENT_REQUIRED: {
    zh: '该信息须有主体向该使用方出具的书面授权，目前没有。',
    en: "This item needs the subject's written authorization for this consumer, and there is none.",
    article: 'REG-16.2b',
    nextZh: '履行告知义务并取得主体的书面授权，经信用管理部门登记后再查询。',
    nextEn: "Give the notice, obtain the subject's written authorization, have it registered, and ask again.",
    httpStatus: 200,
  },
  CONSENT_REVOKED: {
    zh: '主体已撤回对该使用方的授权。',
    en: 'The subject has withdrawn the authorization given to this consumer.',
    article: 'REG-28.2b',
    nextZh: '停止使用已取得的信息；未经主体重新授权不得查询。',
    nextEn: 'Stop using what was obtained under it; without a new authorization the item stays closed.',
    httpStatus: 200,
  },
  CONSENT_EXPIRED: {
    zh: '主体授权的有效期已届满或尚未开始。',
    en: 'The authorization of the subject is out of its term.',
    article: 'REG-16.2b',
    nextZh: '如仍需使用，请取得主体新的书面授权。',
    nextEn: 'If the need goes on, obtain a new written authorization from the subject.',
    httpStatus: 200,
  },
  CONSENT_SCOPE: {
    zh: '主体的授权不包含该信息项或该用途。',
    en: "The subject's authorization does not cover this item or this use.",
    article: 'REG-14.3b',
    nextZh: '在授权载明的信息项和用途之内查询，或就此取得新的授权。',
    nextEn: 'Keep to the items and uses the authorization names, or obtain one for this item and use.',
    httpStatus: 200,
  },
  NOT_FOUND: {
    zh: '没有可以提供的此编号记录。',
    en: 'There is no record of this number that may be shown.',
    article: 'REG-27b',
    nextZh: '核对记录编号。',
    nextEn: 'Check the number of the record.',
    httpStatus: 200,
  },
}
