/** What the audit store refuses at the registry's door, in both languages, with its ground and the next step. */
import { AuditStoreError } from '@xinqiao/audit-store'
import { RegistryError, type RegistryErrorTexts } from '../errors.ts'

/** Codes of questions to the audit store. */
export type AuditStoreRefusal =
  | 'AUDIT_STORE_UNAVAILABLE'
  | 'AUDIT_ENTRY_UNKNOWN'
  | 'AUDIT_NOT_STORED_YET'
  | 'AUDIT_QUESTION_INVALID'
  | 'AUDIT_PAYLOAD_HELD'

interface RefusalText extends RegistryErrorTexts {
  readonly httpStatus: number
  readonly en: string
}

const trace = 'REG-26.2a'

const texts: Readonly<Record<AuditStoreRefusal, RefusalText>> = {
  AUDIT_STORE_UNAVAILABLE: {
    httpStatus: 503,
    zh: '日志索引所在数据库此刻不可用，或未设置。',
    en: 'The database of the audit index does not answer, or none is set.',
    article: trace,
    nextZh: '启动数据库，或设置 AUDIT_DATABASE_URL 后重启；日志本身不受影响。',
    next: 'Start the database, or set AUDIT_DATABASE_URL and start again; the log itself is not touched.',
  },
  AUDIT_ENTRY_UNKNOWN: {
    httpStatus: 404,
    zh: '索引中没有这个日志源。',
    en: 'No log of this origin is indexed.',
    article: trace,
    nextZh: '从回执照抄日志源与序号，例如 xinqiao/audit/gateway/2026/4711。',
    next: 'Copy origin and index from a receipt, for example xinqiao/audit/gateway/2026/4711.',
  },
  AUDIT_NOT_STORED_YET: {
    httpStatus: 409,
    zh: '该条目尚未入库，或不存在。',
    en: 'This entry is not stored yet, or does not exist.',
    article: trace,
    nextZh: '几秒后再试；查看各日志源的进度：npx xinqiao audit search。',
    next: 'Try again in some seconds; npx xinqiao audit search shows how far every origin is.',
  },
  AUDIT_QUESTION_INVALID: {
    httpStatus: 400,
    zh: '查询条件的形式不对。',
    en: 'The question cannot be read.',
    article: trace,
    nextZh: '只用编号、代码与假名查询；姓名与证件号码不得写入查询。',
    next: 'Ask by ids, codes and pseudonyms only; names and document numbers have no place in a search.',
  },
  AUDIT_PAYLOAD_HELD: {
    httpStatus: 409,
    zh: '该月处于法定保全之中，明细不得删除。',
    en: 'A legal hold stands on this month: nothing of it is erased.',
    article: 'OPI-XXIV.b',
    nextZh: '保全事由消失后解除：npx xinqiao keys release <月份> --reason <理由>',
    next: 'When its ground has gone, release it: npx xinqiao keys release <month> --reason <reason>',
  },
}

/** The error of a code. `where`: a field or a month, never a value. */
export function storeRefusal(code: AuditStoreRefusal, where = '', options: ErrorOptions = {}): RegistryError {
  const { httpStatus, en, ...rest } = texts[code]
  const added = where === '' ? '' : ` (${where})`
  return new RegistryError(code, httpStatus, `${en}${added}`, {
    ...options,
    texts: { ...rest, zh: `${rest.zh}${where === '' ? '' : `（${where}）`}` },
  })
}

/** Work on the store, its errors in the registry's words. */
export async function withStoreErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AuditStoreError)) throw error
    const isQuestion = error.code === 'AUDIT_QUESTION_INVALID'
    const code = error.code === 'AUDIT_HEAD_MOVED' ? 'AUDIT_STORE_UNAVAILABLE' : error.code
    throw storeRefusal(code, isQuestion ? error.message : '', { cause: error })
  }
}
