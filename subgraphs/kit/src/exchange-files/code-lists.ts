/** The words and numbers official files use, as the codes of our data standards. An unknown word stays as it is, for the door to refuse. */

const permitKinds: Readonly<Record<string, string>> = {
  普通: 'ordinary',
  特许: 'concession',
  认可: 'recognition',
  核准: 'approval',
  登记: 'registration',
  其他: 'other',
}

/** Found anywhere in the text: one cell names several kinds, with every sort of separator. */
const penaltyKinds: readonly (readonly [word: RegExp, kind: string])[] = [
  [/警告/u, 'warning'],
  [/通报批评/u, 'criticism'],
  [/罚款/u, 'fine'],
  [/没收/u, 'confiscation'],
  [/暂扣|降低资质/u, 'licence_suspended'],
  [/吊销/u, 'licence_revoked'],
  [/停产停业|责令关闭/u, 'business_stopped'],
  [/限制开展|限制生产经营/u, 'activity_restricted'],
  [/限制从业/u, 'employment_restricted'],
  [/拘留/u, 'detention'],
  [/其他|其它/u, 'other'],
]

/** Numbers of the 2015 set, in the order of the penalty law of that time; 4 does not tell suspension from revocation. */
const penaltyNumbers: Readonly<Record<string, string>> = {
  0: 'warning',
  1: 'fine',
  2: 'confiscation',
  3: 'business_stopped',
  4: 'other',
  5: 'detention',
  6: 'other',
}

const documentKinds: readonly (readonly [word: RegExp, kind: string])[] = [
  [/身份证/u, '01'],
  [/护照/u, '02'],
  [/港澳|回乡证/u, '03'],
  [/台湾|台胞/u, '04'],
]

export function permitKindOf(text: string): string {
  return permitKinds[text.replace(/许可$/u, '')] ?? text
}

export function penaltyKindsOf(texts: readonly string[]): readonly string[] {
  const kinds = texts.flatMap((text) => {
    const number = penaltyNumbers[text]
    if (number !== undefined) return [number]
    const found = penaltyKinds.filter(([word]) => word.test(text)).map(([, kind]) => kind)
    return found.length > 0 || text === '' ? found : [text]
  })
  return [...new Set(kinds)]
}

/** Kind of an identity document; the foreigner's permanent residence card is an identity card by its name too. */
export function documentKindOf(text: string): string {
  if (/永久居留/u.test(text)) return '05'
  return documentKinds.find(([word]) => word.test(text))?.[1] ?? text
}

/** Kind of subject. An individual business is a market entity: unincorporated, never a natural person. */
export function subjectKindOf(text: string, uscc: string): string {
  if (/^(?:0?1|自然人)$/u.test(text)) return 'natural_person'
  if (/^(?:0?[34]|非法人组织|个体工商户)$/u.test(text)) return 'unincorporated'
  if (/^(?:0?2|法人|法人及非法人组织)$/u.test(text)) return uscc.startsWith('92') ? 'unincorporated' : 'legal_person'
  return text
}

export type StateOfAct = 'in_force' | 'objection' | 'ended' | 'unclear'

/** State of a decision. The 2015 set counts 0 normal, 1 revoked, 2 objection, 3 other; the present one 1 in force, 2 ended. */
export function stateOfAct(text: string, set: 'present' | '2015'): StateOfAct {
  if (/异议/u.test(text)) return 'objection'
  if (/撤销|注销|吊销|无效|失效|终止/u.test(text)) return 'ended'
  if (text === '' || text === '0' || /正常|有效/u.test(text)) return 'in_force'
  if (set === 'present') return text === '1' ? 'in_force' : text === '2' ? 'ended' : 'unclear'
  return text === '1' ? 'ended' : text === '2' ? 'objection' : 'unclear'
}
