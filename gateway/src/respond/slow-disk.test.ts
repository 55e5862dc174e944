/** No byte of an answer is on the wire before its entry is synced (audit.md §1). Seen from the socket, with a slow disk. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type AuditStore, fileStore } from '@xinqiao/audit-log'
import { contentDigest, importSigningKey, signIngest } from '@xinqiao/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRow, c1 } from '../testing/samples.ts'
import { profile, TestDoor } from '../testing/test-door.ts'

/** Longer than any answer of this hub takes otherwise. */
const syncMs = 400
const order: string[] = []
let isSlow = false

/** The file system, but that a group of entries is long in becoming durable. */
const slowDisk: AuditStore = {
  ...fileStore,
  open: async (path) => {
    const file = await fileStore.open(path)
    return {
      ...file,
      write: async (bytes, position) => {
        if (isSlow) {
          order.push('writing')
          await pause(syncMs)
        }
        await file.write(bytes, position)
        if (isSlow) order.push('synced')
      },
    }
  },
}

let door: TestDoor
beforeAll(async () => {
  door = await TestDoor.open()
  door.agency('amr').rows.push(aRow('amr.penalty', 'R-1', c1, { violation: 'invented' }))
  await door.publish()
  await door.start({ auditStore: slowDisk })
  // Plans and keys are there before the disk gets slow.
  await door.ask()
})
afterAll(() => door.end())

/** Sends a request on a socket of its own; resolves with its first bytes. */
async function firstBytes(head: readonly string[], body = ''): Promise<string> {
  const { hostname, port } = new URL(door.url)
  const socket: Socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const lines = [...head, 'host: hub.example', 'connection: close', `content-length: ${Buffer.byteLength(body)}`]
  order.length = 0
  isSlow = true
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
  const [bytes] = (await once(socket, 'data')) as [Buffer]
  order.push('answer')
  isSlow = false
  socket.destroy()
  return bytes.toString()
}

async function asked(query: string, withProof = true): Promise<string> {
  const token = await door.token()
  const proof = withProof ? [`dpop: ${await door.proof(token)}`] : []
  const head = ['POST /graphql HTTP/1.1', 'content-type: application/json', `authorization: DPoP ${token}`, ...proof]
  return firstBytes(head, JSON.stringify({ query }))
}

const inOrder = ['writing', 'synced', 'answer']

test('AU10 [REG-26.2b] an answer leaves after the sync of its entry, headers included', async () => {
  expect(await asked(profile)).toMatch(/^HTTP\/1\.1 200 .*hub-receipt: /su)
  expect(order).toEqual(inOrder)
})

test('AU10 so does a refusal, before and after the caller is known', async () => {
  expect(await asked(profile, false)).toMatch(/^HTTP\/1\.1 401 /u)
  expect(order).toEqual(inOrder)
  expect(await asked('{ nothing')).toMatch(/^HTTP\/1\.1 400 /u)
  expect(order).toEqual(inOrder)
})

test('AU10 so does what an auditor reads', async () => {
  const path = `/audit/gateway/${new Date(Date.now() + 8 * 3_600_000).getUTCFullYear()}/entry/0`
  const signed = signIngest(
    { method: 'GET', url: `https://hub.example${path}`, contentDigest: contentDigest(), tag: 'xinqiao-audit-1' },
    importSigningKey(door.control.keys.auditor),
  )
  const headers = Object.entries(signed).map(([name, value]) => `${name}: ${value}`)
  expect(await firstBytes([`GET ${path} HTTP/1.1`, ...headers])).toMatch(/^HTTP\/1\.1 (?:200|404) /u)
  expect(order).toEqual(inOrder)
})
