/** Findings of a schema check: why an agency's schema is not taken (design.md §2.2). */
import type { CodeText, SchemaFindingCode } from '../refusal-code.ts'

export const schemaFindings: Readonly<Record<SchemaFindingCode, CodeText>> = {
  FIELD_UNTAGGED: {
    zh: '字段既未标注目录信息项，也未标注为技术字段。',
    en: 'A field names neither a catalog item nor that it is technical.',
    article: 'REG-11.1a',
    nextZh: '为该字段标注 @item，或在不含信用信息时标注 @technical。',
    nextEn: 'Mark the field with @item, or with @technical when it holds no credit information.',
    httpStatus: 422,
  },
  CONSENT_ONLY_CATEGORY: {
    zh: '字段涉及自然人的收入、存款、商业保险、不动产或者纳税数额，仅可在告知并取得书面授权的信息项之下采集。',
    en: 'A field touches the income, savings, commercial insurance, real estate or tax amount of natural persons, which only items with notice and written authorization may hold.',
    article: 'REG-14.3',
    nextZh: '删除该字段，或将其归入相应的授权信息项。',
    nextEn: 'Remove the field, or put it under the consent-only item it belongs to.',
    httpStatus: 422,
  },
  DIRECTIVE_RENAMED: {
    zh: '政策指令被改名引入，平台无法保证其效力。',
    en: 'A policy directive is imported under another name, so its effect could not be assured.',
    article: 'REG-11.1a',
    nextZh: '以原名 @item、@technical 引入政策指令。',
    nextEn: 'Import the policy directives under their own names, @item and @technical.',
    httpStatus: 422,
  },
  REQUIRES_WIDENS: {
    zh: '@requires 读取了本字段信息项之外的信息项。',
    en: 'A @requires reads an item that the item of its own field does not cover.',
    article: 'GUI-14b',
    nextZh: '仅读取同一信息项的字段，或取消该 @requires。',
    nextEn: 'Read fields of the same item only, or take the @requires away.',
    httpStatus: 422,
  },
  COMPOSITION_FAILED: {
    zh: '该架构与现行各单位的架构不能合成。',
    en: 'The schema does not compose with the running schemas of the other agencies.',
    article: 'STD-FEDERATION',
    nextZh: '按所列合成错误改正后重新检查。',
    nextEn: 'Correct the composition errors listed and check again.',
    httpStatus: 422,
  },
  CONTRACT_LOSES_FIELD: {
    zh: '该架构会使生效合约失去其约定的字段。',
    en: 'With this schema a contract in force would lose a field it was promised.',
    article: 'REG-12b',
    nextZh: '保留该字段，或先与使用方变更合约。',
    nextEn: 'Keep the field, or change the contract with its consumer first.',
    httpStatus: 422,
  },
  ENDPOINT_NOT_ALLOWED: {
    zh: '服务地址不在平台允许的网络范围或协议之内。',
    en: 'The address of the service is outside the networks or schemes the hub allows.',
    article: 'STD-MLPS',
    nextZh: '使用允许网络内的 HTTPS 地址，不含用户信息和重定向。',
    nextEn: 'Use an HTTPS address in an allowed network, without user information or redirects.',
    httpStatus: 422,
  },
}
