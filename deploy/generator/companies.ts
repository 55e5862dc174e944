/** Invented organizations: valid unified social credit codes, names and addresses as they read in Hainan. */
import { organisationCheckDigit, usccCheckDigit } from '@xinqiao/schema'
import { type InventedPerson, inventPerson } from './people.ts'
import type { Random } from './random.ts'

export interface InventedCompany {
  readonly uscc: string
  readonly subjectKind: 'legal_person' | 'unincorporated'
  readonly name: string
  readonly kind: string
  readonly division: string
  readonly address: string
  readonly trade: string
  readonly legalRepresentative: InventedPerson
}

const places: readonly (readonly [division: string, name: string])[] = [
  ['460100', '海口'],
  ['460200', '三亚'],
  ['460300', '三沙'],
  ['460400', '儋州'],
  ['469001', '五指山'],
  ['469002', '琼海'],
  ['469005', '文昌'],
  ['469006', '万宁'],
  ['469007', '东方'],
  ['469023', '澄迈'],
  ['469028', '陵水'],
]
const brands = [
  '椰风',
  '南海',
  '琼台',
  '鹿回头',
  '五指',
  '万泉',
  '海棠',
  '博鳌',
  '天涯',
  '黎母',
  '儋耳',
  '龙门',
  '东坡',
  '蓝湾',
  '红树',
  '信达',
  '诚远',
  '明礁',
  '帆影',
  '潮生',
]
const trades = [
  '旅行社',
  '酒店管理',
  '食品',
  '贸易',
  '物流',
  '建筑工程',
  '科技',
  '文化传媒',
  '渔业',
  '农业发展',
  '小额贷款',
  '融资担保',
  '医药',
  '物业服务',
  '餐饮',
  '珠宝',
]
const streets = [
  '海秀路',
  '国贸大道',
  '滨海大道',
  '解放路',
  '人民路',
  '椰海大道',
  '迎宾路',
  '凤凰路',
  '文明东路',
  '南海大道',
]

/** Number `index` of the invented organizations; the code's check digits hold (GB 32100, GB 11714). */
export function inventCompany(index: number, random: Random): InventedCompany {
  const [division, place] = random.pick(places)
  const unincorporated = random.chance(0.1)
  const trade = random.pick(trades)
  const brand = random.pick(brands) + random.pick(brands).slice(0, 1)
  const form = unincorporated
    ? random.pick(['经营部', '合作社', '合伙企业'])
    : random.pick(['有限公司', '有限责任公司', '股份有限公司'])
  return {
    uscc: creditCode(index, division, unincorporated),
    subjectKind: unincorporated ? 'unincorporated' : 'legal_person',
    name: `${place}${brand}${trade}${form}`,
    kind: unincorporated
      ? random.pick(['partnership', 'sole_proprietorship', 'individual_business'])
      : form.startsWith('股份')
        ? 'joint_stock_company'
        : 'limited_company',
    division,
    address: `海南省${place}市${random.pick(streets)}${random.integer(1, 300)}号`,
    trade,
    legalRepresentative: inventPerson(100_000 + index, random),
  }
}

function creditCode(index: number, division: string, unincorporated: boolean): string {
  const serial = `G${index.toString(10).padStart(7, '0')}`
  const first = `9${unincorporated ? '2' : '1'}${division}${serial}${organisationCheckDigit(serial)}`
  return first + usccCheckDigit(first)
}
