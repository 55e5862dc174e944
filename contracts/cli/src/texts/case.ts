/** How a supposed case is answered: permitted with which duties, or refused. */
import type { Bilingual } from '../output/language.ts'

/** What a permit still obliges to, or bounds. */
export type CaseDuty =
  | { readonly kind: 'case' }
  | { readonly kind: 'consent' }
  | { readonly kind: 'mask'; readonly fields: readonly string[] }
  | { readonly kind: 'without'; readonly fields: readonly string[] }
  | { readonly kind: 'period'; readonly rule: string }
  | {
      readonly kind: 'quota'
      readonly requestsPerDay: number
      readonly subjectsPerDay: number
      readonly subjectsPerRequest: number
    }
  | { readonly kind: 'retention'; readonly days: number }

export const caseAnswers: Readonly<Record<'permit' | 'refusal', Bilingual>> = {
  permit: { zh: '允许', en: 'permitted' },
  refusal: { zh: '拒绝', en: 'refused' },
}

/** Names of the facts. */
export type CaseHeading = 'answer' | 'contract' | 'duties' | 'item' | 'on' | 'purpose' | 'subject'

export const headings: Readonly<Record<CaseHeading, Bilingual>> = {
  answer: { zh: '答复', en: 'answer' },
  contract: { zh: '合约', en: 'contract' },
  duties: { zh: '义务', en: 'duties' },
  item: { zh: '目录项', en: 'item' },
  on: { zh: '日期', en: 'on' },
  purpose: { zh: '用途', en: 'purpose' },
  subject: { zh: '主体', en: 'subject' },
}

/** One duty as a sentence. */
export function dutyText(duty: CaseDuty): Bilingual {
  switch (duty.kind) {
    case 'case':
      return { zh: '须注明办件编号（REG-26.2a）', en: 'name the file number of the case (REG-26.2a)' }
    case 'consent':
      return {
        zh: '须有主体对该使用方、该信息项、该用途的书面授权（REG-16.2b）',
        en: "the subject's written authorization for consumer, item and use (REG-16.2b)",
      }
    case 'mask':
      return { zh: `部分遮盖：${duty.fields.join('、')}`, en: `masked: ${duty.fields.join(', ')}` }
    case 'without':
      return { zh: `不提供：${duty.fields.join('、')}`, en: `not given: ${duty.fields.join(', ')}` }
    case 'period':
      return {
        zh: `仅限披露期限之内的记录：${duty.rule}`,
        en: `only records within their disclosure period: ${duty.rule}`,
      }
    case 'quota':
      return {
        zh: `每日 ${duty.requestsPerDay} 次查询、${duty.subjectsPerDay} 个主体，每次 ${duty.subjectsPerRequest} 个`,
        en: `${duty.requestsPerDay} requests and ${duty.subjectsPerDay} subjects a day, ${duty.subjectsPerRequest} subjects a request`,
      }
    case 'retention':
      return { zh: `最多保存 ${duty.days} 日`, en: `keep for ${duty.days} days at most` }
  }
}
