/** For tests: a log as a hub writes it, by the real writer and builder, with everything that was handed out on the way. */
import { generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LogBuilder, openLogBuilder } from '../build/log-builder.ts'
import type { AuditEntry, AuditReceipt } from '../leaf/audit-entry.ts'
import { commitment } from '../leaf/seal-payload.ts'
import { type CheckpointSigner, fileSigner } from '../notes/signer.ts'
import type { AuditLog } from '../write/audit-log.ts'
import { openAuditLog } from '../write/open-audit-log.ts'

export const hub = 'xinqiao'
export const node = 'gateway-1'
/** Entries that wait for the disk at a time. */
const atOnce = 10_000

/** A private key of its own for each name, the same each time it is asked for. */
export class Keys {
  readonly #made: Map<string, JsonWebKey> = new Map()

  jwk(name: string): JsonWebKey {
    const known = this.#made.get(name) ?? generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
    this.#made.set(name, known)
    return known
  }

  signer(name: string): CheckpointSigner {
    return fileSigner(name, this.jwk(name))
  }

  witness(name: string): CheckpointSigner {
    return fileSigner(name, this.jwk(name), 'witness')
  }
}

/** What a caller of the hub keeps of one request. */
export interface Kept {
  readonly receipt: AuditReceipt
  /** Salt of `ac`, salt of `pc`, payload: as it is sealed. */
  readonly payload: Buffer
  readonly answer: Buffer
}

export class WrittenLog {
  /** The node's folder. */
  readonly folder: string
  readonly keys: Keys
  readonly kept: Kept[] = []
  #log: AuditLog | undefined
  #nowMs: number

  /** `nowMs`: where the log's clock stands until it is moved. */
  constructor({
    keys = new Keys(),
    nowMs = Date.parse('2026-06-01T00:00:00Z'),
    folder = mkdtempSync(join(tmpdir(), 'audit-')),
  }: {
    keys?: Keys
    nowMs?: number
    folder?: string
  } = {}) {
    this.keys = keys
    this.folder = folder
    this.#nowMs = nowMs
  }

  get origin(): string {
    return this.log.origin
  }

  /** The folder of the origin that is being written. */
  get directory(): string {
    return join(this.folder, this.origin.split('/').at(-1) ?? '')
  }

  get log(): AuditLog {
    if (this.#log === undefined) throw new Error('the log is not open')
    return this.#log
  }

  get vkey(): string {
    return this.keys.signer(this.origin).vkey
  }

  set nowMs(nowMs: number) {
    this.#nowMs = nowMs
  }

  async open(): Promise<this> {
    const { keys, folder } = this
    this.#log = await openAuditLog({
      directory: folder,
      hub,
      node,
      signerFor: async (origin) => keys.signer(origin),
      now: () => this.#nowMs,
    })
    return this
  }

  /** Writes entries until the log has this many. */
  async writeTo(size: number): Promise<void> {
    while (this.log.size < size) {
      const missing = Math.min(size - this.log.size, atOnce)
      await Promise.all(Array.from({ length: missing }, async () => this.#write()))
    }
  }

  async #write(): Promise<void> {
    const payload = randomBytes(48)
    const answer = Buffer.from(`{"data":{"n":${randomBytes(4).readUInt32BE()}}}`)
    const receipt = await this.log.append(queryEntry(this.#nowMs, payload, answer), randomBytes(64))
    this.kept.push({ receipt, payload, answer })
  }

  /** Builds and signs what is durable; gives the checkpoint. */
  async sign(): Promise<string> {
    const builder = await this.builder()
    try {
      while (builder.size < this.log.size) await builder.advance(this.log.size)
      return builder.checkpoint ?? ''
    } finally {
      builder.close()
    }
  }

  /** Ends the log and signs all of it; gives the last checkpoint. */
  async finish(): Promise<string> {
    const builder = await this.builder()
    const size = this.log.size + 1
    await this.close()
    while (builder.size < size) await builder.advance(size)
    builder.close()
    return builder.checkpoint ?? ''
  }

  async builder(): Promise<LogBuilder> {
    return openLogBuilder({ directory: this.directory, signer: this.keys.signer(this.origin), now: () => this.#nowMs })
  }

  async close(): Promise<void> {
    await this.#log?.close()
    this.#log = undefined
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }
}

/** An operation's entry whose commitments are over this payload and answer. */
export function queryEntry(at: number, payload: Buffer, answer: Buffer): AuditEntry {
  return {
    ac: commitment(payload.subarray(0, 16), answer),
    agency: 'bank',
    basis: ['REG-14'],
    bundle: { digest: 'sha256:0', number: 7 },
    by: 'anonymous',
    bytes: answer.length,
    channel: 'inquiry',
    client: 'bank-1',
    code: null,
    contract: 'CT-42@7',
    decision: 'permit',
    failed: [],
    key: '2026-06',
    kind: 'query',
    op: '0123456789abcdef0123456789abcdef',
    pc: commitment(payload.subarray(16, 32), payload.subarray(32)),
    purpose: 'loan',
    refused: [],
    seen: [{ items: ['A-1'], o: 'released', rows: 1, subj: ['x'] }],
    status: 200,
    trace: '0'.repeat(32),
    v: 1,
    withheld: {},
    at,
  }
}
