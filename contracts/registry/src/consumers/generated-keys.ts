/** `keys: generate`: a client's key pair made here, for the demo only; the private half lies in the keys folder, mode 0600. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Consumer, Jwk } from '@xinqiao/contracts'
import { generateKeyPairJwk } from '@xinqiao/schema'
import { publicHalf } from '../config.ts'
import { RegistryError } from '../errors.ts'

/** A name that can only ever be a file inside the folder. */
const safeName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/

/** The public half of a client's key; made on the first call, the same one ever after. */
export async function generatedKey(keysDir: string, client: string): Promise<Jwk> {
  if (!safeName.test(client))
    throw new RegistryError(
      'REQUEST_INVALID',
      400,
      'A client with generated keys needs a name of letters, digits and dashes.',
    )
  const file = join(keysDir, `${client}.jwk.json`)
  if (existsSync(file)) {
    const kept: Jwk = JSON.parse(readFileSync(file, 'utf8'))
    return publicHalf(kept)
  }
  const pair = await generateKeyPairJwk('ES256')
  mkdirSync(keysDir, { recursive: true, mode: 0o700 })
  writeFileSync(file, JSON.stringify(pair.privateKey, null, 2), { mode: 0o600 })
  return publicHalf(pair.privateKey)
}

/** A consumer whose generated clients have their public keys. */
export async function withGeneratedKeys(consumer: Consumer, keysDir: string): Promise<Consumer> {
  const clients = await Promise.all(
    consumer.clients.map(async (client) =>
      client.generate === true ? { ...client, keys: [await generatedKey(keysDir, client.id)] } : client,
    ),
  )
  if (consumer.generateReceiptKeys !== true) return { ...consumer, clients }
  return { ...consumer, clients, receiptKeys: [await generatedKey(keysDir, `${consumer.id}-receipts`)] }
}
