/** What the verbs of the witness rule say. */
import type { Bilingual } from '../output/language.ts'

const both = (zh: string, en: string): Bilingual => ({ zh, en })

/** Sentences; `#` stands for a figure, in order. */
export const witnessTalk: Readonly<Record<'none' | 'quorum' | 'stops' | 'set' | 'same' | 'unset', Bilingual>> = {
  none: both(
    '没有见证方：审计日志除平台自己外无人签署。设定方法见 deploy/README.md“Evidence”。',
    'No witnesses: nobody but the hub signs the audit log. How to name some: deploy/README.md, "Evidence".',
  ),
  quorum: both(
    '# 个见证方中须有 # 个签署，检查点方为确定。',
    '# witnesses; # of them must sign before a checkpoint is settled.',
  ),
  stops: both(
    '# 毫秒内没有确定的检查点，平台即停止应答。',
    'After # ms without a settled checkpoint the hub stops answering.',
  ),
  set: both(
    '已设定（规则包 #）：# 个见证方中须有 # 个签署，自下一轮起（十秒以内）。',
    'Set (bundle #): # witnesses, # of them must sign, from the next round on, within ten seconds.',
  ),
  same: both(
    '无变化（规则包 #）：# 个见证方，# 个须签署。',
    'Nothing changed (bundle #): # witnesses, # of them must sign.',
  ),
  unset: both(
    '已设定（规则包 #）：没有见证方。被改写并重新签名的历史，只有持有旧检查点或回执的人才能发现。',
    'Set (bundle #): no witnesses. A history rewritten and signed again is found only by whoever kept a checkpoint or a receipt.',
  ),
}

export const witnessHeadings: Readonly<Record<'name' | 'keyId' | 'address', Bilingual>> = {
  name: both('名称', 'name'),
  keyId: both('密钥编号', 'key id'),
  address: both('地址', 'address'),
}
