/** `POST /month-keys` at the registry: signed with the gateway's fetch key, answered sealed to its agreement key (audit.md §2). */
import { keysFor, openKeyList } from '@xinqiao/contracts'
import { type Jwk, type MonthKeyPair, MonthKeyQuestion, type SignatureKey } from '@xinqiao/schema'
import { askRegistry } from '../bundle/ask-registry.ts'
import { GatewayError } from '../errors.ts'
import { monthKeysBytesMax, monthKeysDeadlineMs } from '../limits.ts'
import { postToRegistry } from './post-to-registry.ts'

/** Who asks, where, and whom it believes. */
export interface KeyStoreAsker {
  readonly registryUrl: string
  readonly officeRoot: Jwk
  /** Signs the question. */
  readonly fetchKey: SignatureKey
  /** X25519 private key: opens the answer. */
  readonly agreement: Jwk
}

/**
 * The keys of last, this and next month.
 * @throws GatewayError `REGISTRY_UNAVAILABLE` when there is no answer, or none of the key store that the office's list names
 */
export async function askKeyStore(asker: KeyStoreAsker, stopping: AbortSignal): Promise<readonly MonthKeyPair[]> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(monthKeysDeadlineMs)])
  try {
    const question = new MonthKeyQuestion()
    const [keyStore, answer] = [await keyOfStore(asker, signal), await send(asker, question.body, signal)]
    return question.open(answer, asker.agreement, keyStore)
  } catch (cause) {
    if (cause instanceof GatewayError) throw cause
    throw new GatewayError('REGISTRY_UNAVAILABLE', "expected the months' keys", { cause })
  }
}

/** Believed by the root's signature, never by the line it came over. */
async function keyOfStore({ registryUrl, officeRoot }: KeyStoreAsker, signal: AbortSignal): Promise<Jwk> {
  const nowMs = Date.now()
  const list = await openKeyList(await askRegistry(registryUrl).keyList(signal), [officeRoot], nowMs)
  const [key] = keysFor(list, 'key-store', nowMs)
  if (key === undefined) throw new GatewayError('REGISTRY_UNAVAILABLE', "the office's list names no key store")
  return key.jwk
}

async function send({ registryUrl, fetchKey }: KeyStoreAsker, body: Buffer, signal: AbortSignal): Promise<unknown> {
  const response = await postToRegistry(`${registryUrl}/month-keys`, body, fetchKey, signal)
  if (!response.ok) throw new GatewayError('REGISTRY_UNAVAILABLE', `expected the months' keys, got ${response.status}`)
  const bytes = Buffer.from(await response.arrayBuffer())
  if (bytes.byteLength > monthKeysBytesMax) throw new GatewayError('REGISTRY_UNAVAILABLE', 'the answer is too long')
  return JSON.parse(bytes.toString('utf8'))
}
