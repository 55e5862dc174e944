/**
 * `POST /month-keys` (schema/src/wire/month-keys.ts): a gateway is given last, this and next month's keys, the office
 * all that are not destroyed; sealed to the asker's agreement key, with an entry in the log before it leaves.
 */
import type { Jwk } from '@xinqiao/contracts'
import {
  addLegalMonths,
  type LegalMonth,
  monthKeysPurpose,
  parseLegalMonth,
  type SealedAnswer,
  sealAnswer,
  WireError,
  writeMonthKeys,
} from '@xinqiao/schema'
import type { RegistryAudit } from '../audit/registry-audit.ts'
import { RegistryError } from '../errors.ts'
import { monthsAskedMax } from '../limits.ts'
import { keyError } from './key-errors.ts'
import type { KeyStore } from './key-store.ts'

/** Who asks: proven by its signature, answered under its agreement key. */
export interface KeyAsker {
  readonly kind: 'gateway' | 'office'
  readonly keyId: string
  /** X25519 public key. */
  readonly agreementKey: Jwk
}

/** What a hand-over needs. */
export interface HandOverParts {
  readonly store: KeyStore
  readonly audit: Pick<RegistryAudit, 'act'>
  /** The key store's own X25519 private key. */
  readonly agreement: Jwk
}

/**
 * The sealed answer.
 * @throws RegistryError `REQUEST_INVALID`, `MONTH_NOT_YOURS`, `MONTH_UNKNOWN`, `KEYS_DESTROYED`, `AUDIT_UNAVAILABLE`
 */
export async function handOver(
  body: Readonly<Record<string, unknown>>,
  asker: KeyAsker,
  { store, audit, agreement }: HandOverParts,
): Promise<SealedAnswer> {
  const pairs = store.keysOf(monthsFor(asker, readMonths(body['months']), store))
  const sealed = sealedFor(body, asker, writeMonthKeys(pairs), agreement)
  const months = pairs.map(({ month }) => month)
  await audit.act({
    act: 'keys.handed-over',
    object: `${asker.kind} ${months[0] ?? '-'} ${months.at(-1) ?? '-'}`,
    by: asker.keyId,
    before: '',
    after: '',
    bundle: null,
  })
  return sealed
}

/** The months this asker is given; `null`: all that are not destroyed. */
function monthsFor(
  { kind }: KeyAsker,
  asked: readonly LegalMonth[] | null,
  store: KeyStore,
): readonly LegalMonth[] | null {
  if (kind === 'office') return asked
  const own = [-1, 0, 1].map((count) => addLegalMonths(store.thisMonth, count))
  const foreign = asked?.find((month) => !own.includes(month))
  if (foreign !== undefined) throw keyError('MONTH_NOT_YOURS', foreign)
  // Last month is not there in the hub's first month.
  const known = new Set(store.months().flatMap(({ month, state }) => (state === 'destroyed' ? [] : [month])))
  return asked ?? own.filter((month) => known.has(month))
}

function readMonths(value: unknown): readonly LegalMonth[] | null {
  if (value === undefined) return null
  const months = Array.isArray(value) ? value.map(parseLegalMonth) : [undefined]
  if (months.length === 0 || months.length > monthsAskedMax || months.includes(undefined))
    throw new RegistryError('REQUEST_INVALID', 400, 'Expected months, a list of months written 2026-11.')
  return months.filter((month) => month !== undefined)
}

function sealedFor(question: unknown, asker: KeyAsker, plain: Uint8Array, own: Jwk): SealedAnswer {
  try {
    return sealAnswer(question, plain, { own, other: asker.agreementKey, purpose: monthKeysPurpose })
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause
    throw new RegistryError(
      'REQUEST_INVALID',
      400,
      'Expected ephemeral, an X25519 public key made for this question.',
      {
        cause,
      },
    )
  }
}
