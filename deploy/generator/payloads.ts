/** Invented payloads by data standard: every type has its way of being made up, some names have better words. */
import type { DataStandard, PayloadField } from '@xinqiao/schema'
import type { InventedCompany } from './companies.ts'
import { daysBefore } from './dates.ts'
import { inventPerson } from './people.ts'
import type { Random } from './random.ts'

/** What a payload may speak of. `asOf` is the day the files are made for, `YYYY-MM-DD`. */
export interface PayloadContext {
  readonly random: Random
  readonly asOf: string
  readonly determinedOn: string
  readonly company: InventedCompany | null
  readonly serial: number
}

const courts = ['海口市中级人民法院', '三亚市中级人民法院', '海口市龙华区人民法院', '万宁市人民法院', '琼海市人民法院']
const violations = [
  '虚假宣传',
  '价格违法',
  '未按期公示年报',
  '无证经营',
  '标签不合格',
  '强迫购物',
  '超范围经营',
  '未按规定申报',
]

/** Words for names that recur over the data standards. */
const words: Readonly<Record<string, (context: PayloadContext) => string>> = {
  name: ({ company }) => company?.name ?? '海口试验商行',
  address: ({ company }) => company?.address ?? '海南省海口市试验路1号',
  scope: ({ company }) => `许可项目：${company?.trade ?? '服务'}；一般项目：技术咨询、信息服务。`,
  authority: ({ company }) => `${company?.address.slice(0, 6) ?? '海南省'}市场监督管理局`,
  court: ({ random }) => random.pick(courts),
  caseNumber: ({ determinedOn, serial }) => `（${determinedOn.slice(0, 4)}）琼01民初${serial}号`,
  violation: ({ random }) => random.pick(violations),
  facts: ({ random }) => `经查，当事人存在${random.pick(violations)}行为，事实清楚，证据确凿。`,
  content: ({ random }) => random.pick(['罚款并责令改正', '警告并责令限期改正', '准予行政许可', '按申请内容核准']),
  causeOfAction: ({ random }) => random.pick(['旅游合同纠纷', '买卖合同纠纷', '建设工程合同纠纷', '民间借贷纠纷']),
  obligation: ({ random }) => random.pick(['支付货款及利息', '返还旅游费用', '支付工程款']),
  list: () => '严重失信主体名单',
  certificateNumber: ({ serial }) => `琼证字第${String(serial).padStart(7, '0')}号`,
  taxKind: ({ random }) => random.pick(['增值税', '企业所得税', '土地增值税']),
}

/** A payload that meets the standard; optional fields are sometimes left out. */
export function inventPayload(standard: DataStandard, context: PayloadContext): Record<string, unknown> {
  const wanted = standard.fields.filter((field) => !field.optional || context.random.chance(0.6))
  return Object.fromEntries(
    wanted.map((field) => [field.name, field.list ? [inventValue(field, context)] : inventValue(field, context)]),
  )
}

function inventValue(field: PayloadField, context: PayloadContext): unknown {
  const { random, asOf, determinedOn, company, serial } = context
  switch (field.type) {
    case 'string':
    case 'text':
      return words[field.name]?.(context) ?? `${field.zh}（第${serial}号）`
    case 'date':
      return /(ends|expires|until|validTo)/i.test(field.name)
        ? daysBefore(determinedOn, -random.integer(200, 900))
        : daysBefore(determinedOn, random.integer(0, 400))
    case 'year':
      return Number(asOf.slice(0, 4)) - random.integer(1, 3)
    case 'integer':
      return random.integer(1, 200)
    case 'fen':
      return random.integer(1, 5_000) * 10_000
    case 'boolean':
      return random.chance(0.5)
    case 'code':
      return random.pick(field.values ?? [''])
    case 'person': {
      const person = company?.legalRepresentative ?? inventPerson(500_000 + serial, random)
      return {
        name: person.name,
        role: '负责人',
        documentKind: person.documentKind,
        documentNumber: person.documentNumber,
      }
    }
    case 'organization':
      return company === null ? { name: '海口试验商行' } : { name: company.name, uscc: company.uscc }
  }
}
