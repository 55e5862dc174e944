import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entriesPath, fileSigner, openAuditLog, openLogBuilder } from '@xinqiao/audit-log'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { runProgram } from '../program.ts'

const state = mkdtempSync(join(tmpdir(), 'cli-audit-'))
const folder = join(state, 'gateway/audit/gateway')
const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
const at = Date.parse('2026-06-01T00:00:00Z')
const origin = 'xinqiao/audit/gateway/2026'
const signer = fileSigner(origin, jwk)
let receipt = { origin: '', index: 0, leafHash: '' }
let data = ''
let talk = ''

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((data += String(text)), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((talk += String(text)), true))
  const options = { directory: folder, hub: 'xinqiao', node: 'gateway', now: () => at }
  const log = await openAuditLog({ ...options, signerFor: async () => signer })
  receipt = await log.append({ act: 'tick', at, kind: 'system', v: 1 })
  const builder = await openLogBuilder({ directory: join(folder, '2026'), signer })
  await builder.advance(log.size)
  builder.close()
  await log.close()
})

beforeEach(() => {
  data = ''
  talk = ''
})

afterAll(() => {
  vi.restoreAllMocks()
  rmSync(state, { recursive: true })
})

describe('audit verify', () => {
  it('[REG-26.2b] finds the log of the hub here, and says in the language asked for what was not checked', async () => {
    expect(await runProgram(['audit', 'verify', '--state', state, '--lang', 'zh'])).toBe(0)
    expect(data).toMatch(/日志 xinqiao\/audit\/gateway\/2026.*没有核对.*密钥取自文件夹本身.*没有外来的早前检查点/s)
    expect(talk).toMatch(/^完好/)
    expect(await runProgram(['audit', 'verify', folder, '--key', signer.vkey, '--lang', 'en'])).toBe(0)
    expect(data).toMatch(/No signature of a witness was checked/)
  })

  it('holds a receipt against it', async () => {
    const call = ['audit', 'verify', folder, '--key', signer.vkey, '--receipt', `${origin}/${receipt.index}`]
    expect(await runProgram([...call, '--leaf', receipt.leafHash, '-o', 'json'])).toBe(0)
    expect(JSON.parse(data)).toMatchObject({ schema: 'xinqiao/1', data: { good: true, origins: [{ receipts: 1 }] } })
    expect(await runProgram([...call, '--leaf', '0'.repeat(64)])).toBe(1)
    expect(talk).toMatch(/RECEIPT_DIFFERS/)
  })

  it('ends with exit code 2 and says why where something given does not read', async () => {
    expect(await runProgram(['audit', 'verify', folder, '--key', 'x'])).toBe(2)
    expect(await runProgram(['audit', 'verify', folder, '--receipt', `${origin}/0`])).toBe(2)
    expect(talk).toMatch(/AUDIT_UNREADABLE.*--leaf/s)
    expect(await runProgram(['audit', 'verify', '--proof', 'none'])).toBe(2)
  })
})

describe('audit prove', () => {
  it('writes a proof that audit verify --proof holds without the folder, and no other entry with it', async () => {
    expect(await runProgram(['audit', 'prove', '1', '--state', state])).toBe(0)
    const proof = join(state, '1.tlog-proof')
    writeFileSync(proof, data)
    data = ''
    expect(await runProgram(['audit', 'verify', '--proof', proof, '--key', signer.vkey, '--lang', 'en'])).toBe(0)
    expect(data).toMatch(/Entry 1 stands in the log .*"act":"tick".*The rest of the log was not seen/s)
    const call = ['audit', 'verify', '--proof', proof, '--key', signer.vkey]
    expect(await runProgram([...call, '--leaf', '0'.repeat(64)])).toBe(1)
    expect(talk).toMatch(/The proof does not hold|证明不成立/)
  })

  it('says that no checkpoint covers an entry yet', async () => {
    expect(await runProgram(['audit', 'prove', '2', folder])).toBe(2)
    expect(talk).toMatch(/AUDIT_NOT_COVERED/)
  })
})

it('[REG-26.2b] names the entry that was changed, with the article and the next step, exit code 1', async () => {
  const bundle = join(folder, '2026', entriesPath(0, 2))
  writeFileSync(bundle, Buffer.from([0, 2, 0x7b, 0x7d, 0, 2, 0x7b, 0x7d]))
  expect(await runProgram(['audit', 'verify', folder, '--lang', 'en'])).toBe(1)
  expect(talk).toMatch(/ENTRY_CHANGED.*Entry 0 was changed.*REG-26.2b.*hand it to the supervisor/s)
})
