/** A log with its keeper, as gateway and registry run them: real files, a real process, keys made for the test. */
import { createSecretKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AuditEntry, type AuditLog, type CheckpointSigner, fileSigner, sealPayload } from '@xinqiao/audit-log'
import { afterAll } from 'vitest'
import type { AuditDatabase, KeeperEvent, KeptOrigin } from '../keeper/messages.ts'
import type { Keeper } from '../keeper/open-keeper.ts'
import { type KeptLog, openKeptLog } from '../keeper/open-kept-log.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new folder of a node, gone when the tests are over. */
export function newNodeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'audit-store-'))
  folders.push(folder)
  const directory = join(folder, 'audit', 'gateway')
  mkdirSync(directory, { recursive: true })
  return directory
}

/** One key an origin, the same for every log of this process. */
const signers = new Map<string, CheckpointSigner>()
export async function signerFor(origin: string): Promise<CheckpointSigner> {
  const known = signers.get(origin)
  if (known !== undefined) return known
  const made = fileSigner(origin, generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))
  signers.set(origin, made)
  return made
}

/** The month's payload key. */
export const payloadKey: KeyObject = createSecretKey(randomBytes(32))

/** An entry as a gateway would write it; `n` tells them apart. */
export function entryOf(n: number, atMs: number = Date.now()): AuditEntry {
  return {
    v: 1,
    kind: 'query',
    at: atMs,
    agency: 'tax',
    client: 'tax-app',
    by: `official-${n % 5}`.padEnd(22, '_'),
    contract: 'CT-1@1',
    channel: 'public_affairs_sharing',
    purpose: 'TAX_CREDIT',
    basis: ['REG-16.2'],
    bundle: null,
    op: null,
    key: '2026-11',
    seen: [{ o: 'released', items: ['court.judgment'], subj: [pseudonymOf(n)], rows: 1 }],
    refused: [],
    withheld: {},
    decision: 'permit',
    code: null,
    failed: [],
    status: 200,
    bytes: 10,
    ac: `ac-${n}`,
    pc: `pc-${n}`,
    trace: `trace-${n}`,
  }
}

/** Pseudonym that entry `n` touches. */
export function pseudonymOf(n: number): string {
  return `subject-${n}`.padEnd(22, '_')
}

/** Its payload, sealed as a gateway does. */
export function sealedOf(n: number): Buffer {
  const salts = { ac: randomBytes(16), pc: randomBytes(16) }
  return sealPayload({ key: payloadKey, payload: Buffer.from(`payload-${n}`), salts }, `pc-${n}`)
}

/** A log whose keeper runs. */
export interface TestLog {
  readonly log: AuditLog
  readonly keeper: Keeper
  readonly health: KeptLog['health']
  readonly events: readonly KeeperEvent[]
  /** Appends entries with their payloads, many at once. */
  append(from: number, to: number): Promise<void>
  /** Resolves when this holds for the newest word about the log's origin. */
  until(holds: (kept: KeptOrigin) => boolean): Promise<void>
  /** Resolves when all that was appended is built and stored. */
  level(): Promise<void>
  close(): Promise<void>
}

export interface TestLogOptions {
  readonly directory: string
  readonly database: AuditDatabase | null
  /** Absent: none; `'unknown'`: not told yet. */
  readonly witnesses?: unknown
  readonly now?: () => number
}

export async function openTestLog({ directory, database, witnesses = null, now }: TestLogOptions): Promise<TestLog> {
  const events: KeeperEvent[] = []
  const { log, keeper, health } = await openKeptLog({
    directory,
    hub: 'xinqiao',
    node: 'gateway',
    database,
    ...(witnesses === 'unknown' ? {} : { witnesses }),
    compileCache: null,
    signerFor,
    restart: { first: 20, most: 20 },
    onEvent: (event) => events.push(event),
    ...(now === undefined ? {} : { now }),
  })
  const until: TestLog['until'] = async (holds) => {
    for (let word = keeper.kept(log.origin); word === undefined || !holds(word); word = keeper.kept(log.origin))
      await keeper.told()
  }
  return {
    log,
    keeper,
    health,
    events,
    append: async (from, to) => {
      await Promise.all(Array.from({ length: to - from }, (_, n) => log.append(entryOf(from + n), sealedOf(from + n))))
    },
    until,
    level: () => until(({ built, stored }) => built === log.size && stored === log.size),
    close: () => log.close(),
  }
}
