/** What can be wrong with a witness rule, in both languages, with the next step. */
import type { Finding } from '../errors.ts'
import { witnessesMax, witnessStopMsMin, witnessTextMax } from '../limits.ts'

export type WitnessMistake =
  | 'members'
  | 'list'
  | 'vkey'
  | 'log-key'
  | 'key-twice'
  | 'name-twice'
  | 'url'
  | 'quorum'
  | 'no-quorum'
  | 'stop'

interface MistakeText {
  readonly zh: string
  readonly en: string
  readonly nextZh: string
  readonly next: string
}

const form = '{ "witnesses": [{ "vkey", "url" }], "quorum": 2, "stopAfterMs": null }'

const texts: Readonly<Record<WitnessMistake, MistakeText>> = {
  members: {
    zh: `见证规则只有以下成员：${form}。`,
    en: `A witness rule has these members and no other: ${form}.`,
    nextZh: '删去或改正所指之处。',
    next: 'Take away or correct what is named.',
  },
  list: {
    zh: `应为见证方清单，至多 ${witnessesMax} 个；空清单表示没有见证方。`,
    en: `Expected a list of witnesses, ${witnessesMax} at most; an empty one means that there are none.`,
    nextZh: `按此格式书写：${form}`,
    next: `Write it as ${form}`,
  },
  vkey: {
    zh: '应为见证方的验证密钥，完整抄录：<名称>+<密钥编号>+<base64 密钥>。',
    en: 'Expected the verifier key of a witness, copied whole: <name>+<key id>+<base64 key>.',
    nextZh: '向该机构索取 xinqiao-witness --new-key 所输出的一行。',
    next: 'Ask that body for the line that xinqiao-witness --new-key printed.',
  },
  'log-key': {
    zh: '这是日志自己的密钥：日志不能为自己见证。',
    en: "This is the key of a log: a log's own signature witnesses nothing.",
    nextZh: '换成见证方的验证密钥（类型 04）。',
    next: 'Put the verifier key of a witness there (type 04).',
  },
  'key-twice': {
    zh: '此密钥在清单中已经出现：同一机构换名会被计为两个。',
    en: 'This key stands in the list already: one body under two names would count twice.',
    nextZh: '每个见证方须有自己的密钥，由另一机构持有。',
    next: 'Each witness has a key of its own, held by another body.',
  },
  'name-twice': {
    zh: '此名称在清单中已经出现：核验者无法分辨是谁签署。',
    en: 'This name stands in the list already: whoever verifies could not tell who signed.',
    nextZh: '请其中一个机构以自己的名称另制密钥。',
    next: 'Let one of the two bodies make a key under a name of its own.',
  },
  url: {
    zh: `应为见证方的地址：https://…，不带登录名、查询与片段，至多 ${witnessTextMax} 个字符；http 只用于开发环境的本机地址。`,
    en: `Expected the address of a witness: https://…, without login, query and fragment, at most ${witnessTextMax} characters; http is for this machine alone, in development.`,
    nextZh: '写入该机构公布的提交地址，add-checkpoint 之前的部分。',
    next: 'Write the address that the body gives, up to add-checkpoint.',
  },
  quorum: {
    zh: '所需签署数应为 1 到见证方总数之间的整数；不填则为过半数。',
    en: 'A quorum is a whole number from 1 to the number of witnesses; left out, it is more than half of them.',
    nextZh: '降低签署数，或增加见证方。',
    next: 'Lower the quorum or name more witnesses.',
  },
  'no-quorum': {
    zh: '没有见证方，所需签署数只能是 0。',
    en: 'Without witnesses the quorum is 0.',
    nextZh: '列出见证方，或删去 quorum。',
    next: 'Name witnesses or leave quorum out.',
  },
  stop: {
    zh: `stopAfterMs 应为毫秒数（生产环境至少 ${witnessStopMsMin}），或 null（从不停止应答）。`,
    en: `stopAfterMs is a number of milliseconds, ${witnessStopMsMin} at least in production, or null: the hub never stops answering.`,
    nextZh: '改正或删去 stopAfterMs。',
    next: 'Correct stopAfterMs or leave it out.',
  },
}

/** The duty behind it: the log stays unaltered, and others can tell. */
const article = 'REG-26.2b'

/** A finding; `where` is a place in the rule, never a value. */
export function witnessFinding(mistake: WitnessMistake, where: string): Finding {
  const { zh, en, next, nextZh } = texts[mistake]
  return { code: 'WITNESSES_INVALID', where, message: en, article, next, zh, nextZh }
}
