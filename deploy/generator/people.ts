/** Invented persons: plausible names, valid citizen numbers, births 1900–1910, so that no living person is hit. */
import type { Random } from './random.ts'

export interface InventedPerson {
  readonly name: string
  readonly documentKind: '01'
  readonly documentNumber: string
}

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余符邢']
const givenFirst = [...'建国文海志明春秋永德家玉金宝天光世振仁义礼智信诚']
const givenSecond = [...'华强平伟军芳英兰秀珍敏静丽勇杰涛超刚波辉鹏琼椰岛舟帆']
/** Hainan's county-level divisions, as they stand in invented numbers. */
const divisions = [
  '460105',
  '460106',
  '460107',
  '460108',
  '460202',
  '460203',
  '460204',
  '460205',
  '469001',
  '469002',
  '469005',
  '469006',
  '469007',
  '469021',
  '469024',
  '469028',
]
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

/** Number `index` of the invented population: no two indexes share a citizen number. */
export function inventPerson(index: number, random: Random): InventedPerson {
  const name = random.pick(surnames) + random.pick(givenFirst) + (random.chance(0.7) ? random.pick(givenSecond) : '')
  return { name, documentKind: '01', documentNumber: citizenNumber(index) }
}

/** Walks birth dates 1900–1910 first, then sequence numbers: 3.7 million numbers, no two alike. */
function citizenNumber(index: number): string {
  const days = 11 * 12 * 28
  const day = index % days
  const sequence = 1 + (Math.floor(index / days) % 999)
  const birth = `${1900 + Math.floor(day / (12 * 28))}${pad(1 + (Math.floor(day / 28) % 12), 2)}${pad(1 + (day % 28), 2)}`
  const body = `${divisions[index % divisions.length]}${birth}${pad(sequence, 3)}`
  return body + checkCharacter(body)
}

/** GB 11643-1999: weighted sum modulo 11. */
function checkCharacter(body: string): string {
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (weights[place] ?? 0), 0)
  return checkCharacters[sum % 11] ?? '0'
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
