/** Root fields of the credit office's subgraph: what a verified subject asks about itself (audit.md §6, design.md §3). */
import { described } from './described.ts'

/** The credit office among the providers. */
export const officeId = 'office'

/**
 * SDL of the office's operations. A field of audience `self` is open to a verified subject alone; its argument of the
 * hub's own scalar is filled in by the hub with that subject, and stands in no caller's view.
 */
export function officeOperationsSdl(): string {
  return [querySdl(), readingsSdl(), readingSdl(), readItemSdl()].join('\n\n')
}

function querySdl(): string {
  return `${described('查询', 'Operations of the office')}
type Query {
  ${described('谁查阅过我的信用记录、为何查阅，新的在前', 'Who looked at my record and why, newest first')}
  whoReadMyRecord(
    from: LegalDate
    to: LegalDate
    first: Int = 20
    after: String
    subject: HubSubject
  ): ReadingConnection @technical(audience: "self")
}

${described('经核验的主体，由平台填入', 'The verified subject, filled in by the hub')}
scalar HubSubject @technical(audience: "hub")`
}

function readingsSdl(): string {
  return `${described('查阅记录（分页）', 'Looks at a record, in pages')}
type ReadingConnection @technical {
  ${described('查阅记录', 'Looks of the page')}
  nodes: [Reading!]! @technical
  ${described('分页信息', 'Where the page ends')}
  pageInfo: PageInfo! @technical
  ${described('可告知的首日；更早各月的密钥已销毁', 'First day that can be told; the keys of earlier months are destroyed')}
  from: LegalDate! @technical
  ${described('至此时刻完整', 'Complete up to this moment')}
  completeUntil: Instant @technical
  ${described('日志尚未全部入索引的节点', 'Nodes whose log is not wholly in the index yet')}
  behind: [String!]! @technical
}`
}

function readingSdl(): string {
  return `${described('一次查阅', 'One look at a record')}
type Reading @technical {
  ${described('时刻', 'When')}
  at: Instant! @technical
  ${described('查阅单位标识；公众为 anonymous', 'Id of the body that looked; anonymous for the public')}
  body: String @technical
  ${described('查阅单位中文名称', 'Its name in Chinese')}
  bodyZh: String @technical
  ${described('查阅单位英文名称', 'Its name in English')}
  bodyEn: String @technical
  ${described('是否本人查阅', 'Whether it was the subject itself')}
  own: Boolean! @technical
  ${described('方式：query 为查询，feed 为推送', 'By query or by feed')}
  way: String! @technical
  ${described('合约及版本', 'Contract and its version')}
  contract: String @technical
  ${described('用途代码', 'Code of the purpose')}
  purpose: String @technical
  ${described('法律依据', 'Articles it rests on')}
  basis: [String!]! @technical
  ${described('渠道', 'Channel')}
  channel: String @technical
  ${described('办件编号', 'File number of the case')}
  case: String @technical
  ${described('条目内容：open、none、erased 或 damaged', 'Payload of the entry: open, none, erased, or damaged')}
  payload: String! @technical
  ${described('结论：permit、partial 或 refused', 'permit, partial or refused')}
  decision: String! @technical
  ${described('整个请求被拒绝的代码', 'Code of a refusal of the whole request')}
  code: String @technical
  ${described('涉及的信息项', 'Items it was about')}
  items: [ReadItem!]! @technical
  ${described('日志回执：日志源/序号', 'Receipt in the log: origin/index')}
  receipt: String! @technical
}`
}

function readItemSdl(): string {
  return `${described('查阅所涉信息项', 'One item of a look')}
type ReadItem @technical {
  ${described('信息项', 'Catalog item')}
  item: String! @technical
  ${described('结果：released、empty、refused 或 failed', 'released, empty (nothing there), refused or failed')}
  outcome: String! @technical
  ${described('未提供时的代码', 'Code where it was not given')}
  code: String @technical
}`
}
