/** What `verify` says of each check, in both languages. */
import type { Bilingual } from '../output/language.ts'
import type { CheckName, CheckState } from '../signed-answer/check-answer.ts'

const both = (zh: string, en: string): Bilingual => ({ zh, en })

export const stateTexts: Readonly<Record<CheckState, Bilingual>> = {
  holds: both('成立', 'holds'),
  fails: both('不成立', 'FAILS'),
  not_checked: both('未检查', 'not checked'),
}

export const checkTexts: Readonly<Record<CheckName, Bilingual>> = {
  keyList: both('密钥名册由信用办根密钥签名', "the list of keys is signed by the office's root key"),
  rootPinned: both(
    '根密钥另行取得，而非取自名册文件；未检查时请与信用办公布的指纹比对',
    "the root key came from elsewhere than the list's file; if not, compare its thumbprint with the office's",
  ),
  signature: both('声明由名册中的应答密钥签名', 'the statement is signed by an answer key of the list'),
  keyValid: both('该密钥在作答之时有效', 'that key was in use when the answer was given'),
  answer: both('声明所指正是这一答复', 'the statement is over these very bytes of the answer'),
  request: both('声明所指正是这一请求', 'the statement is over this very request'),
  entry: both('该答复的日志条目在审计日志之中', "the answer's entry stands in the audit log"),
  checkpoint: both('该条目由日志签名的检查点覆盖', 'a checkpoint signed by the log covers the entry'),
  witnesses: both('见证方已共签该检查点', 'witnesses signed that checkpoint too'),
  agencies: both(
    '各机构对其答复的签名（由平台与机构保存）',
    "the agencies' signatures of their own answers (kept by hub and agencies)",
  ),
}

/** Names of what a statement says. */
export type StatementHeading = 'at' | 'consumer' | 'contract' | 'purpose' | 'bundle' | 'receipt' | 'agencies' | 'root'

export const statementHeadings: Readonly<Record<StatementHeading, Bilingual>> = {
  at: both('时间', 'time'),
  consumer: both('使用方', 'consumer'),
  contract: both('合约', 'contract'),
  purpose: both('用途', 'purpose'),
  bundle: both('规则包', 'bundle'),
  receipt: both('回执', 'receipt'),
  agencies: both('来源机构', 'agencies'),
  root: both('根密钥指纹', 'root key thumbprint'),
}
