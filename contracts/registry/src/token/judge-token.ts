/** The hub's judgement before any token exists: D17, steps 1 to 5, by the same rules that decide each request (REG-16.1, REG-16.2). */
import {
  type Asker,
  builtInContract,
  type Consumer,
  type Contract,
  ContractRegister,
  judgeRequest,
} from '@xinqiao/contracts'
import {
  type AuthorizationDetail,
  type CreditSubjectClaim,
  codeEntry,
  type LegalDate,
  parseDocument,
  parseUscc,
  type RefusalCode,
} from '@xinqiao/schema'
import { rulesOf } from '../release/rules-of.ts'
import type { RegistryState } from '../state.ts'

/** What of a request may stand in the log: names that the hub itself knows, never a caller's own text. */
interface Named {
  readonly contract: string | null
  readonly channel: string | null
  readonly purpose: string | null
}

/** A permitted token: what it will say, identifiers in normal form. */
export interface TokenPermit {
  readonly kind: 'permit'
  readonly named: Named
  readonly detail: AuthorizationDetail
}

/** A refusal with its article. */
export interface TokenRefusal {
  readonly kind: 'refusal'
  readonly named: Named
  readonly code: RefusalCode
  readonly article: string
}

/** The day's requests are counted by the gateway, where they are made. */
const requestsNotCountedHere = 1

/** Judges what a client asks a token for. */
export function judgeToken(
  detail: AuthorizationDetail,
  consumer: Consumer,
  state: RegistryState,
  today: LegalDate,
): TokenPermit | TokenRefusal {
  const register = registerOf(state)
  const contract = contractNamed(detail.contract, consumer, state, register, today)
  const named = namedBy(detail, contract, state)
  const subject = readSubject(detail.credit_subject, today)
  const unlawful = misplaced(detail, subject)
  if (unlawful !== null) return { kind: 'refusal', code: unlawful, article: codeEntry(unlawful).article, named }
  const decision = judgeRequest({
    asker: askerOf(detail, consumer, subject),
    contract,
    recognised: register.recognises(consumer.id, today),
    purpose: detail.purpose ?? null,
    case: detail.case ?? null,
    official: detail.official?.ref ?? null,
    today,
    requestsLeft: requestsNotCountedHere,
  })
  if (decision.kind === 'refusal') return { kind: 'refusal', code: decision.code, article: decision.article, named }
  return {
    kind: 'permit',
    named,
    detail: subject === null || subject === 'invalid' ? detail : { ...detail, credit_subject: subject },
  }
}

function namedBy(detail: AuthorizationDetail, contract: Contract | undefined, state: RegistryState): Named {
  const isPurpose = detail.purpose !== undefined && rulesOf(state).catalog?.purposes.has(detail.purpose) === true
  return {
    contract: contract === undefined ? null : `${contract.id}@${contract.version}`,
    channel: contract?.channel ?? null,
    purpose: isPurpose ? (detail.purpose ?? null) : null,
  }
}

/** A subject stands in tokens for `self` alone; there it must be a valid one. */
function misplaced(detail: AuthorizationDetail, subject: CreditSubjectClaim | 'invalid' | null): RefusalCode | null {
  if (detail.contract !== 'self' && subject !== null) return 'IDENTITY_NOT_VERIFIED'
  return subject === 'invalid' ? 'SUBJECT_ID_INVALID' : null
}

/** Only a portal speaks for subjects it has identified; everybody else asks as the consumer it is (REG-16.2b). */
function askerOf(
  detail: AuthorizationDetail,
  consumer: Consumer,
  subject: CreditSubjectClaim | 'invalid' | null,
): Asker {
  const forSubject = detail.contract === 'self' && consumer.kind === 'portal'
  if (!forSubject || subject === null || subject === 'invalid') return { kind: 'consumer', consumer }
  // The registry holds no ref key: a person's key is made by the gateway, the judgement here needs the kind alone.
  const key =
    'uscc' in subject ? { kind: 'organization' as const, key: subject.uscc } : { kind: 'person' as const, key: '' }
  return { kind: 'subject', subject: key, verified: detail.acr !== undefined }
}

function contractNamed(
  id: string,
  consumer: Consumer,
  state: RegistryState,
  register: ContractRegister,
  today: LegalDate,
): Contract | undefined {
  const { catalog } = rulesOf(state)
  if (id !== 'public' && id !== 'self' && id !== 'duty') return register.find(id, consumer.id, today)
  if (catalog === null) return undefined
  const provider = providerOf(consumer, state)
  return builtInContract(id, catalog, provider === undefined ? undefined : { consumer: consumer.id, provider })
}

/** The provider a body is, for its officials' `duty`. */
function providerOf(consumer: Consumer, state: RegistryState): string | undefined {
  if (consumer.kind !== 'agency') return undefined
  return [...state.agencies.values()].find((agency) => agency.body === consumer.body)?.id
}

const registers = new WeakMap<RegistryState, ContractRegister>()

function registerOf(state: RegistryState): ContractRegister {
  const known = registers.get(state)
  if (known !== undefined) return known
  const register = new ContractRegister([...state.contracts.values()])
  registers.set(state, register)
  return register
}

function readSubject(claim: CreditSubjectClaim | undefined, today: LegalDate): CreditSubjectClaim | 'invalid' | null {
  if (claim === undefined) return null
  if ('uscc' in claim) {
    const reading = parseUscc(claim.uscc)
    return reading.ok ? { uscc: reading.uscc } : 'invalid'
  }
  const reading = parseDocument(claim.document.kind, claim.document.number, today)
  return reading.ok ? { document: { kind: reading.kind, number: reading.number } } : 'invalid'
}
