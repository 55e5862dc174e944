/** What the doctor tries, and what repairs it. */
import type { Bilingual } from '../output/language.ts'

/** Trials by name. */
export type TrialName =
  | 'node'
  | 'live'
  | 'lawful'
  | 'clock'
  | 'keeper'
  | 'witnesses'
  | 'auditIndex'
  | 'operator'
  | 'metadata'
  | 'ready'
  | 'ownSignature'
  | 'unsigned'
  | 'clientKey'

const both = (zh: string, en: string): Bilingual => ({ zh, en })
const restart = both('停止平台后运行 npm start', 'stop the hub and run: npm start')
const lookAtLog = both('查看状态目录中 logs/ 的日志', 'read its log in the state folder, logs/')

export const trialTexts: Readonly<Record<TrialName, { readonly tried: Bilingual; readonly repair: Bilingual }>> = {
  node: {
    tried: both('Node 24 或更高版本', 'Node 24 or later'),
    repair: both('在代码目录中运行 npx xinqiao', 'run npx xinqiao in the checkout'),
  },
  live: { tried: both('进程在运转', 'its process turns'), repair: restart },
  lawful: { tried: both('能够依法作答', 'gives lawful answers'), repair: lookAtLog },
  clock: {
    tried: both('时钟与本机相差 10 秒以内', 'clock within 10 s of this machine'),
    repair: both('校准本机时钟', 'set the clock of the machine'),
  },
  keeper: { tried: both('审计日志的守护进程在运转', "the audit log's keeper runs"), repair: lookAtLog },
  witnesses: {
    tried: both('见证方已签署最近的检查点', 'witnesses have signed lately, where there are any'),
    repair: both(
      '联系见证方；见 logs/gateway.log 中的 audit-witness',
      'ask the witnesses; audit-witness in logs/gateway.log',
    ),
  },
  auditIndex: {
    tried: both('审计索引跟得上日志', 'the audit index follows the logs'),
    repair: both(
      '检查 AUDIT_DATABASE_URL，以及日志中的 audit-store-away',
      'look at AUDIT_DATABASE_URL, and for audit-store-away in the logs',
    ),
  },
  operator: { tried: both('接受管理方签名', 'accepts its operator'), repair: lookAtLog },
  metadata: { tried: both('公布其元数据', 'publishes its metadata'), repair: restart },
  ready: {
    tried: both('就绪，含数据库', 'is ready, database included'),
    repair: both('kill -HUP 平台进程号，可重启已停部分', 'kill -HUP <pid of the hub> starts ended parts again'),
  },
  ownSignature: {
    tried: both('接受自身签名', 'accepts its own signature'),
    repair: both('将机构密钥与信用办名册比对', "compare the agency's key with the office's list"),
  },
  unsigned: {
    tried: both('拒绝未签名的调用', 'refuses an unsigned call'),
    repair: both('停用该机构：它向任何人作答', 'stop this agency: it answers anybody'),
  },
  clientKey: {
    tried: both('令牌端点认识其密钥', 'its key is known at the token endpoint'),
    repair: both(
      '重新装载 consumers.yaml：npx xinqiao load 路径',
      'load its consumers.yaml again: npx xinqiao load PATH',
    ),
  },
}
