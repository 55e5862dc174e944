/**
 * The months' keys on this gateway's disk, so that a start without the registry can answer: AES-256-GCM
 * (`nonce 12 | ciphertext | tag 16`) under a key derived from the gateway's agreement key, which lies elsewhere.
 * Never in the folder of the log.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Jwk, type MonthKeyPair, readMonthKeys, writeMonthKeys } from '@xinqiao/schema'

const info = 'xinqiao-month-keys-at-rest-1'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

export interface SealedCopy {
  /** Nothing where there is no copy, or one of another agreement key, or a spoilt one: the key store is asked anyway. */
  read(): Promise<readonly MonthKeyPair[]>
  /** Takes the place of the copy before; durable when it resolves. */
  write(pairs: readonly MonthKeyPair[]): Promise<void>
}

/** The copy in this folder. */
export function sealedCopy(folder: string, agreement: Jwk): SealedCopy {
  const file = join(folder, 'month-keys.sealed')
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(String(agreement['d']), 'base64url'), '', info, keyBytes))
  return {
    read: async () => {
      try {
        return readMonthKeys(openBytes(await readFile(file), key))
      } catch {
        return []
      }
    },
    write: async (pairs) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const beside = `${file}.next`
      await synced(beside, 'w', (handle) => handle.writeFile(sealBytes(writeMonthKeys(pairs), key)))
      await rename(beside, file)
      await synced(folder, 'r', async () => {})
    },
  }
}

type Handle = Awaited<ReturnType<typeof open>>

async function synced(path: string, flags: 'w' | 'r', work: (handle: Handle) => Promise<void>): Promise<void> {
  const handle = await open(path, flags, 0o600)
  try {
    await work(handle)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function sealBytes(plain: Uint8Array, key: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function openBytes(sealed: Buffer, key: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
}
