import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { cosign, openCheckpoint, readCheckpoint, signCheckpoint } from './checkpoint.ts'
import { keptForm, readKept } from './kept-checkpoints.ts'
import { readOriginFile, writeOriginFile } from './origin-file.ts'
import { cosignedAt } from './signature.ts'
import { openNote, readNote } from './signed-note.ts'
import { fileSigner } from './signer.ts'
import { readVkey, vkeyOf } from './vkey.ts'

const freshJwk = (): JsonWebKey => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
const origin = 'xinqiao/audit/gateway/2026'
const signer = fileSigner(origin, freshJwk())
const witness = fileSigner('court.example/witness', freshJwk(), 'witness')
const logKey = readVkey(signer.vkey)
const witnessKey = readVkey(witness.vkey)
const root = Buffer.alloc(32, 5)
const note = await signCheckpoint({ origin, size: 7, root }, signer)

/** A key and a note of Go's golang.org/x/mod/sumdb/note, as its documentation and tests publish them. */
const goVkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const goNote = [
  'If you think cryptography is the answer to your problem,',
  "then you don't know what your problem is.",
  '',
  '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
  '',
].join('\n')

describe('signed notes', () => {
  test("opens Go's published note with Go's published key, and writes that key back to the byte", () => {
    const key = readVkey(goVkey)
    const opened = openNote(goNote, [key])
    expect(opened.signedBy.map((one) => one.key.name)).toEqual(['PeterNeumann'])
    expect(vkeyOf('PeterNeumann', key.publicKey, 'log')).toBe(goVkey)
  })

  test('refuses a note when any byte of it is changed', () => {
    const bytes = Buffer.from(note)
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => openCheckpoint(changed.toString(), logKey), `byte ${at}`).toThrow(/AUDIT_(NOTE|SIGNATURE)_INVALID/)
    }
  })

  test('passes over signatures of unknown keys, refuses a note that only they signed', async () => {
    const other = fileSigner(origin, freshJwk())
    const both = note + (await cosign(note, witness, 1_800_000_000))
    expect(openNote(both, [logKey])).toMatchObject({ others: [{ name: 'court.example/witness' }] })
    expect(() => openNote(note, [readVkey(other.vkey)])).toThrow(/AUDIT_SIGNATURE_INVALID/)
    expect(() => openCheckpoint(both, readVkey(other.vkey), [witnessKey])).toThrow(/AUDIT_SIGNATURE_INVALID/)
  })

  test.each([
    ['no empty line', 'text\n\u2014 name AAAAAAE=\n'],
    ['no signature', 'text\n\n'],
    ['no last newline', note.slice(0, -1)],
    ['a control character', note.replace('7', '\u0007')],
    ['base64 spelt otherwise', note.replace(/=\n$/, '\n')],
    ['a dash of another kind', note.replaceAll('\u2014', '-')],
    ['a key name with a space', note.replace('\u2014 xinqiao', '\u2014 xin qiao')],
    ['more than may be read', `${'x'.repeat(300_000)}\n${note}`],
  ])('refuses %s', (_, text) => {
    expect(() => readNote(text)).toThrow(/AUDIT_NOTE_INVALID/)
  })
})

describe('keys', () => {
  test.each([
    ['a changed id', signer.vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')],
    ['a changed name', `x${signer.vkey}`],
    ['a key of an unknown type', signer.vkey.replace(/\+[^+]{4}([^+]*)$/, '+CTEx$1')],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(() => readVkey(text)).toThrow(/AUDIT_NOTE_INVALID/)
  })

  test('refuses to name a key with a space or a plus, or a key that is not Ed25519', () => {
    expect(() => fileSigner('a b', freshJwk())).toThrow(/AUDIT_NOTE_INVALID/)
    expect(() => fileSigner('a+b', freshJwk())).toThrow(/AUDIT_NOTE_INVALID/)
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    expect(() => vkeyOf('a', publicKey, 'log')).toThrow(/AUDIT_NOTE_INVALID/)
  })
})

describe('checkpoints', () => {
  test('say origin, size and root, and nothing else', () => {
    expect(openCheckpoint(note, logKey)).toMatchObject({ origin, size: 7, root })
    for (const text of [
      `${origin}\n07\n${root.toString('base64')}\n`,
      `${origin}\n7\n${root.toString('base64url')}\n`,
      `${origin}\n7\n${root.toString('base64')}\nmore\n`,
      `\n7\n${root.toString('base64')}\n`,
      `${origin}\n9007199254740993\n${root.toString('base64')}\n`,
    ]) {
      expect(() => readCheckpoint(text)).toThrow(/AUDIT_NOTE_INVALID/)
    }
  })

  test('a cosignature holds with its time, and with no other', async () => {
    const cosigned = note + (await cosign(note, witness, 1_800_000_000))
    const { signedBy } = openCheckpoint(cosigned, logKey, [witnessKey]).note
    const line = signedBy.find(({ key }) => key === witnessKey)?.line
    expect(cosignedAt(line?.signature ?? Buffer.alloc(0))).toBe(1_800_000_000)
    const later = Buffer.from(line?.signature ?? '')
    later[7] = (later[7] ?? 0) + 1
    const head = Buffer.alloc(4)
    head.writeUInt32BE(witnessKey.id)
    const changed = `${note}\u2014 ${witness.name} ${Buffer.concat([head, later]).toString('base64')}\n`
    expect(() => openCheckpoint(changed, logKey, [witnessKey])).toThrow(/AUDIT_SIGNATURE_INVALID/)
  })

  test('kept ones are read back whole, an unfinished last one apart', () => {
    const file = keptForm(note) + keptForm(note)
    expect(readKept(file)).toEqual({ notes: [note, note], unread: [], isWhole: true })
    for (let cut = 1; cut < keptForm(note).length; cut++) {
      expect(readKept(file.slice(0, -cut))).toEqual({ notes: [note], unread: [], isWhole: false })
    }
    expect(readKept(keptForm(note.replace('\n7\n', '\n07\n')))).toMatchObject({
      notes: [],
      unread: [expect.any(String)],
    })
    expect(readKept('')).toEqual({ notes: [], unread: [], isWhole: true })
  })

  test('the origin file names a key of that origin', () => {
    const file = writeOriginFile({ origin, suite: 'intl', vkey: signer.vkey })
    expect(readOriginFile(file)).toEqual({ origin, suite: 'intl', vkey: signer.vkey })
    expect(() => readOriginFile(file.replace('gateway', 'feeds'))).toThrow(/AUDIT_NOTE_INVALID/)
    expect(() => readOriginFile(`${file}more\n`)).toThrow(/AUDIT_NOTE_INVALID/)
  })
})
