/** What the verbs say on stderr, and the headings of their tables. */
import type { Bilingual } from '../output/language.ts'

const both = (zh: string, en: string): Bilingual => ({ zh, en })

/** Sentences of the verbs. */
export type TalkName =
  | 'auditGood'
  | 'auditBrokenNext'
  | 'calls'
  | 'catalogItems'
  | 'checkClean'
  | 'filesInOrder'
  | 'ingested'
  | 'loaded'
  | 'loadedChanged'
  | 'loadedUnchanged'
  | 'loadedOffice'
  | 'proofBroken'
  | 'receipt'
  | 'sent'
  | 'subjects'
  | 'warning'

/** Sentences and counts; `#` stands for a figure, in order. */
export const talk: Readonly<Record<TalkName, Bilingual>> = {
  auditGood: both('完好：所核对的各项全部相符。', 'Good: all that was checked holds.'),
  auditBrokenNext: both(
    '保持文件夹原样；连同所持的检查点与回执交监管机构。',
    'Keep the folder as it is; hand it to the supervisor with the checkpoints and receipts that you hold.',
  ),
  calls: both('# 次调用', '# calls'),
  catalogItems: both(
    '# 项 · A 向社会公开，I 授权查询，S 政务共享 · 目录 #',
    '# items · A public announcement, I authorized inquiry, S public-affairs sharing · catalog #',
  ),
  checkClean: both('没有问题：该模式可以接受。', 'No findings: this schema would be accepted.'),
  filesInOrder: both('# 个文件无误。', '# files are in order.'),
  ingested: both('收入 #，未变 #，拒收 #', '# accepted, # unchanged, # refused'),
  loaded: both('登记处  合约 #，使用方 #，规则包 #（#）', 'registry  # contracts, # consumers, bundle # (#)'),
  loadedChanged: both('已变更', 'changed'),
  loadedUnchanged: both('无变化', 'nothing changed'),
  loadedOffice: both('信用办  # 新写入 #，未变 #', 'office  #: # written, # unchanged'),
  proofBroken: both('证明不成立。', 'The proof does not hold.'),
  receipt: both('回执 #', 'receipt #'),
  sent: both('已发送 # %', '# % sent'),
  subjects: both('# 个主体，# 个有拒绝', '# subjects, # with refusals'),
  warning: both('提醒', 'warning'),
}

/** Headings of tables and names of facts. */
export type Heading =
  | 'agencyItems'
  | 'answer'
  | 'at'
  | 'basis'
  | 'case'
  | 'category'
  | 'channel'
  | 'channels'
  | 'class'
  | 'code'
  | 'collection'
  | 'consumer'
  | 'contract'
  | 'duty'
  | 'facts'
  | 'field'
  | 'id'
  | 'item'
  | 'kind'
  | 'line'
  | 'message'
  | 'name'
  | 'next'
  | 'part'
  | 'period'
  | 'provider'
  | 'purpose'
  | 'purposes'
  | 'repair'
  | 'rule'
  | 'sensitivity'
  | 'state'
  | 'subject'
  | 'subjects'
  | 'text'
  | 'time'
  | 'tried'
  | 'until'
  | 'article'

export const headings: Readonly<Record<Heading, Bilingual>> = {
  agencyItems: both('目录项', 'items'),
  answer: both('答复', 'answer'),
  at: both('位置', 'at'),
  basis: both('依据', 'basis'),
  case: both('办件', 'case'),
  category: both('类别', 'category'),
  channel: both('渠道', 'channel'),
  channels: both('渠道', 'channels'),
  class: both('分类', 'class'),
  code: both('代码', 'code'),
  collection: both('归集', 'collection'),
  consumer: both('使用方', 'consumer'),
  contract: both('合约', 'contract'),
  duty: both('义务', 'duty'),
  facts: both('内容', 'facts'),
  field: both('字段', 'field'),
  id: both('编号', 'id'),
  item: both('目录项', 'item'),
  kind: both('性质', 'kind'),
  line: both('行', 'line'),
  message: both('说明', 'message'),
  name: both('名称', 'name'),
  next: both('下一步', 'next'),
  part: both('部分', 'part'),
  period: both('期限', 'period'),
  provider: both('提供单位', 'provider'),
  purpose: both('用途', 'purpose'),
  purposes: both('用途', 'purposes'),
  repair: both('修复', 'repair'),
  rule: both('规则', 'rule'),
  sensitivity: both('敏感度', 'sensitivity'),
  state: both('状态', 'state'),
  subject: both('主体', 'subject'),
  subjects: both('主体', 'subjects'),
  text: both('内容', 'text'),
  time: both('时间', 'time'),
  tried: both('检查', 'tried'),
  until: both('截止', 'until'),
  article: both('依据', 'article'),
}

/** Puts figures into a sentence. */
export function filled(text: string, ...figures: readonly (string | number)[]): string {
  let next = 0
  return text.replace(/#/g, () => String(figures[next++] ?? ''))
}
