/** What the key store refuses, in both languages, with its ground and the next step. */
import { RegistryError, type RegistryErrorTexts } from '../errors.ts'

/** Codes of the key store. */
export type KeyCode =
  | 'KEYS_DAMAGED'
  | 'KEYS_DESTROYED'
  | 'KEYS_HELD'
  | 'KEYS_NOT_HELD'
  | 'KEYS_TOO_YOUNG'
  | 'KEYS_UNAVAILABLE'
  | 'MONTH_NOT_YOURS'
  | 'MONTH_UNKNOWN'

interface KeyText extends RegistryErrorTexts {
  readonly httpStatus: number
  readonly en: string
}

/** Retention of logs of a Grade III system: six months at least. */
const logDuty = 'OPI-XXIV.b'
const trace = 'REG-26.2a'

const texts: Readonly<Record<KeyCode, KeyText>> = {
  KEYS_DAMAGED: {
    httpStatus: 0,
    zh: '密钥库中某月的密钥文件缺失、被改动或无法读取；未作任何改动。',
    en: "A month's file in the key store is missing, changed or cannot be read; nothing was touched.",
    article: 'REG-26.2b',
    nextZh: '从密钥库自己的备份恢复所列文件，再行启动。',
    next: "Restore the file named from the key store's own backup and start again.",
  },
  KEYS_DESTROYED: {
    httpStatus: 410,
    zh: '该月密钥已销毁，假名与明细无法再还原。',
    en: "This month's keys are destroyed; its pseudonyms and payloads cannot be opened any more.",
    article: logDuty,
    nextZh: '查看销毁时间与原因：npx xinqiao keys months',
    next: 'See when and why: npx xinqiao keys months',
  },
  KEYS_HELD: {
    httpStatus: 409,
    zh: '该月密钥处于法定保全之中，不得销毁或重复保全。',
    en: "A legal hold stands on this month's keys: they can be neither destroyed nor held a second time.",
    article: logDuty,
    nextZh: '保全事由消失后解除：npx xinqiao keys release <月份> --reason <理由>',
    next: 'When its ground has gone, release it: npx xinqiao keys release <month> --reason <reason>',
  },
  KEYS_NOT_HELD: {
    httpStatus: 409,
    zh: '该月密钥没有保全，无可解除。',
    en: "No hold stands on this month's keys: there is nothing to release.",
    article: logDuty,
    nextZh: '查看各月状态：npx xinqiao keys months',
    next: 'See the state of every month: npx xinqiao keys months',
  },
  KEYS_TOO_YOUNG: {
    httpStatus: 422,
    zh: '日志至少保存六个月；该月密钥尚不得销毁。',
    en: "Logs are kept six months at least: this month's keys may not be destroyed yet.",
    article: logDuty,
    nextZh: '自所列日期起再行销毁。',
    next: 'Come back from the date given.',
  },
  KEYS_UNAVAILABLE: {
    httpStatus: 503,
    zh: '密钥库此刻无法读写；未作任何改动。',
    en: 'The key store cannot be read or written now; nothing was done.',
    article: 'REG-26.2b',
    nextZh: '检查密钥库文件夹的空间与权限，稍后再试。',
    next: "Look at the key store's folder, its space and its rights, and try again.",
  },
  MONTH_NOT_YOURS: {
    httpStatus: 403,
    zh: '网关只持有上月、本月和下月的密钥。',
    en: 'A gateway holds the keys of last, this and next month only.',
    article: trace,
    nextZh: '去掉其他月份；更早月份的查询由信用办进行。',
    next: 'Leave the other months out; the office looks older ones up.',
  },
  MONTH_UNKNOWN: {
    httpStatus: 404,
    zh: '密钥库没有该月的密钥；月份写作 2026-11。',
    en: 'The key store has no keys of this month; a month is written 2026-11.',
    article: trace,
    nextZh: '查看全部月份：npx xinqiao keys months',
    next: 'See all months: npx xinqiao keys months',
  },
}

/** The error of a code; `where` is a month, a date or a file of the key store, never a value. */
export function keyError(code: KeyCode, where: string, options: ErrorOptions = {}): RegistryError {
  const { httpStatus, en, ...rest } = texts[code]
  return new RegistryError(code, httpStatus, `${en} (${where})`, {
    ...options,
    texts: { ...rest, zh: `${rest.zh}（${where}）` },
  })
}
