/** Reads consumers.yaml: who may hold contracts, with their public keys (data.md §3). */
import { parseUscc } from '@xinqiao/schema'
import { isObject, type Place, readDocument } from '../reading/document-reader.ts'
import type { Consumer, ConsumerClient, ConsumerKind } from './contract.ts'
import { channels } from './parse-contract.ts'

export interface ConsumersContext {
  readonly source?: string
  /** Key sets by the path that consumers.yaml names: parsed `keys/*.jwks.json`. */
  readonly keySets?: ReadonlyMap<string, unknown>
}

type Keys = readonly Readonly<Record<string, unknown>>[]

const kinds: readonly ConsumerKind[] = ['agency', 'institution', 'association', 'platform', 'portal', 'processor']

/** @throws ContractError with every finding */
export function parseConsumers(document: unknown, context: ConsumersContext = {}): readonly Consumer[] {
  return readDocument(document, context.source ?? 'consumers.yaml', (root) => {
    const places = root.list()
    const consumers = places.map((place) => readConsumer(place, context))
    const clients = consumers.map((consumer) => consumer.clients.map(({ id }) => id))
    refuseRepeated(
      places,
      consumers.map(({ id }) => [id]),
      'a consumer of this id stands above',
    )
    refuseRepeated(places, clients, 'a client of this id stands above')
    return Object.freeze(consumers)
  })
}

function readConsumer(place: Place, context: ConsumersContext): Consumer {
  place.keys(['id', 'name', 'kind', 'body', 'region', 'channels', 'clients', 'receiptKeys'])
  const name = place.at('name').keys(['zh', 'en'])
  const receipt = place.at('receiptKeys').isGiven ? readKeys(place.at('receiptKeys'), context) : []
  return Object.freeze({
    id: readId(place.at('id')),
    name: { zh: name.at('zh').text(), en: name.at('en').text() },
    kind: place.at('kind').oneOf(kinds),
    body: readBody(place.at('body')),
    region: readRegion(place.at('region')),
    channels: place
      .at('channels')
      .list()
      .map((one) => one.oneOf(channels)),
    clients: place
      .at('clients')
      .list()
      .map((one) => readClient(one, context)),
    receiptKeys: receipt === 'generate' ? [] : receipt,
    ...(receipt === 'generate' ? { generateReceiptKeys: true as const } : {}),
  })
}

function readClient(place: Place, context: ConsumersContext): ConsumerClient {
  place.keys(['id', 'keys'])
  const id = readId(place.at('id'))
  const keys = readKeys(place.at('keys'), context)
  return keys === 'generate' ? { id, keys: [], generate: true } : { id, keys }
}

/** Words by which the audit log names those who have no id: a body or client called so would be taken for them. */
const wordsOfTheLog: ReadonlySet<string> = new Set(['anonymous', 'self', 'task', 'unproven'])
const idCharsMax = 100

function readId(place: Place): string {
  const text = place.text()
  if (wordsOfTheLog.has(text)) place.refuse('expected another id: the audit log has this word for callers without one')
  if (text.length > idCharsMax) place.refuse(`expected an id of at most ${idCharsMax} characters`)
  return text
}

/** `generate`, a path of the folder, or the key set itself; never a private half. */
function readKeys(place: Place, { keySets }: ConsumersContext): Keys | 'generate' {
  if (place.value === 'generate') return 'generate'
  const set = typeof place.value === 'string' ? keySets?.get(place.value) : place.value
  const keys = isObject(set) ? set['keys'] : set
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isObject)) {
    place.refuse('expected generate, or a file of public keys (a JSON Web Key Set) in the folder')
    return []
  }
  if (keys.some((key) => 'd' in key || key['kty'] === 'oct'))
    place.refuse('expected public keys, got a private or secret one')
  return keys
}

function readBody(place: Place): string {
  const text = place.text()
  if (text === '') return text
  const reading = parseUscc(text)
  if (reading.ok) return reading.uscc
  place.refuse('expected a unified social credit code (GB 32100-2015)', 'SUBJECT_ID_INVALID')
  return ''
}

function readRegion(place: Place): string {
  const text = place.text()
  if (text !== '' && !/^\d{6}$/u.test(text)) place.refuse('expected a division code of six digits, in quotes')
  return text
}

function refuseRepeated(places: readonly Place[], ids: readonly (readonly string[])[], message: string): void {
  const seen = new Set<string>()
  for (const [index, group] of ids.entries()) {
    for (const id of group) {
      if (id !== '' && seen.has(id)) places[index]?.at('id').refuse(message)
      seen.add(id)
    }
  }
}
