/** What a witness answers, each answer from the real program over HTTP (C2SP tlog-witness). */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consistencyProof } from '../merkle/index.ts'
import { cosign, cosignedAt, openCheckpoint, readCheckpoint, readKept, readNote, readVkey } from '../notes/index.ts'
import { openJudgement } from './add-checkpoint.ts'
import { writeAddCheckpoint } from './add-checkpoint-request.ts'
import {
  endWitnesses,
  newFolder,
  newSigner,
  newWitness,
  post,
  startWitnessProgram,
  TestLog,
  type TestWitness,
} from './test-witness.ts'
import { readKey, readLogs } from './witness-options.ts'
import { openWitnessState } from './witness-state.ts'

/** One log a test, so that none finds what another left. */
const logs = Array.from({ length: 9 }, (_, at) => new TestLog(`hub.example/audit/gateway-${at}/2026`))
const logAt = (at: number): TestLog => logs[at] as TestLog
let witness: TestWitness

beforeAll(async () => {
  witness = await startWitnessProgram(logs.map(({ signer }) => signer.vkey))
})
afterAll(endWitnesses)

const ask = async (body: string): Promise<{ status: number; type: string; text: string }> => {
  const { status, type, body: bytes } = await post(witness.url, body)
  return { status, type, text: bytes.toString('utf8') }
}

const evidence = (): readonly string[] => readdirSync(join(witness.files, 'state/evidence'))

test('AU14 a log that only grows is cosigned at each size, with the time', async () => {
  const log = logAt(0)
  const sizes = [0, 1, 2, 7, 8, 9, 64, 65, 255, 256, 257, 300]
  for (const [at, size] of sizes.entries()) {
    const { status, text } = await ask(await log.call(sizes[at - 1] ?? 0, size))
    expect(status).toBe(200)
    const opened = openCheckpoint(`${await log.note(size)}${text}`, readVkey(log.signer.vkey), [readVkey(witness.vkey)])
    expect(opened).toMatchObject({ size, origin: log.origin })
    const signed = opened.note.signedBy.find(({ key }) => key.use === 'witness')
    expect(Math.abs((cosignedAt(signed?.line.signature ?? Buffer.alloc(0)) ?? 0) - Date.now() / 1000)).toBeLessThan(60)
  }
  expect((await ask(await log.call(300, 300))).status).toBe(200)
})

test('AU14 a stale caller is told the size that was signed last, and nothing goes back', async () => {
  const log = logAt(1)
  expect((await ask(await log.call(0, 100))).status).toBe(200)
  const stale = { status: 409, type: 'text/x.tlog.size', text: '100\n' }
  expect(await ask(await log.call(0, 120))).toEqual(stale)
  expect(await ask(await log.call(0, 50))).toEqual(stale)
  expect(await ask(await log.call(50, 60))).toEqual(stale)
  expect(await ask(await log.call(110, 120))).toEqual(stale)
  expect((await ask(await log.call(100, 120))).status).toBe(200)
  const shrinking = writeAddCheckpoint({ oldSize: 120, proof: [], checkpoint: await log.note(100) })
  expect(await ask(shrinking)).toMatchObject({ status: 400, text: expect.stringContaining('WITNESS_REQUEST_INVALID') })
})

test('AU4 two roots for one size: refused, and both notes are kept as evidence that anyone can check', async () => {
  const log = logAt(2)
  const other = log.forkedAt(10)
  await ask(await log.call(0, 40))
  const before = evidence().length
  expect(await ask(await other.call(40, 40))).toMatchObject({
    status: 409,
    text: expect.stringContaining('WITNESS_FORKED'),
  })
  await ask(await other.call(40, 40))
  const kept = evidence().filter((name) => name.includes('-forked-'))
  expect([kept.length, evidence().length]).toEqual([1, before + 1])
  const file = readFileSync(join(witness.files, 'state/evidence', kept[0] ?? ''), 'utf8')
  const notes = readKept(file).notes.map((note) => openCheckpoint(note, readVkey(log.signer.vkey)))
  expect(notes.map(({ size }) => size)).toEqual([40, 40])
  expect(notes[0]?.root.equals(notes[1]?.root ?? Buffer.alloc(0))).toBe(false)
  expect((await ask(await log.call(40, 41))).status).toBe(200)
})

test('AU14 a forked history is refused at every size, with every spoilt proof, and both notes are kept', async () => {
  const log = logAt(3)
  await ask(await log.call(0, 100))
  for (const size of [101, 128, 129, 300]) {
    for (const forkAt of [0, 50, 99]) {
      expect((await ask(await log.forkedAt(forkAt).call(100, size))).status).toBe(422)
    }
  }
  const proof = consistencyProof(100, 200, log.tree)
  const checkpoint = await log.note(200)
  const spoilt = [proof.slice(1), proof.slice(0, -1), [...proof, Buffer.alloc(32)], proof.toReversed(), []]
  for (const at of proof.keys()) spoilt.push(proof.with(at, Buffer.from((proof[at] as Buffer).map((byte) => byte ^ 1))))
  for (const one of spoilt)
    expect((await ask(writeAddCheckpoint({ oldSize: 100, proof: one, checkpoint }))).status).toBe(422)
  expect(evidence().filter((name) => name.includes('-suspect-')).length).toBe(13)
  expect((await ask(await log.call(100, 200))).status).toBe(200)
})

test('AU14 a forged checkpoint is refused, whoever signed it', async () => {
  const log = logAt(4)
  const text = readNote(await log.note(20)).text
  const impostor = new TestLog(log.origin, { signer: newSigner(log.origin) })
  const stranger = new TestLog('hub.example/audit/unknown/2026')
  const body = (checkpoint: string): string => writeAddCheckpoint({ oldSize: 0, proof: [], checkpoint })
  const signature = (await log.note(21)).split('\n\n')[1] ?? ''
  expect((await ask(await impostor.call(0, 20))).status).toBe(403)
  expect((await ask(body(`${text}\n${signature}`))).status).toBe(403)
  expect((await ask(body(`${text}\n${await cosign(await log.note(20), log.signer, 1)}`))).status).toBe(403)
  expect((await ask(body(`${text}\n${(await impostor.note(20)).split('\n\n')[1] ?? ''}`))).status).toBe(403)
  expect((await ask(body(text))).status).toBe(400)
  expect(await ask(await stranger.call(0, 20))).toMatchObject({ status: 404, text: expect.stringContaining('--log') })
  expect((await ask(await log.call(0, 20))).status).toBe(200)
})

test('signatures of unknown keys beside that of the log are passed over and not remembered', async () => {
  const log = logAt(5)
  const others = await Promise.all(
    Array.from({ length: 15 }, async (_, at) => cosign(await log.note(9), newSigner(`other-${at}`), 1)),
  )
  const checkpoint = `${await log.note(9)}${others.join('')}`
  expect((await ask(writeAddCheckpoint({ oldSize: 0, proof: [], checkpoint }))).status).toBe(200)
  const folder = join(witness.files, 'state/logs')
  const remembered = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  expect(remembered).toContain(await log.note(9))
})

test('what has not the form of the protocol is refused with a reason', async () => {
  const log = logAt(6)
  const note = await log.note(5)
  const line = `${Buffer.alloc(32).toString('base64')}\n`
  const wrong = [
    '',
    'old 0\n',
    `\n${note}`,
    `old\n\n${note}`,
    `old 00\n\n${note}`,
    `old -1\n\n${note}`,
    `old 1.5\n\n${note}`,
    `old 99999999999999999999\n\n${note}`,
    `old 0 \n\n${note}`,
    `old 0\r\n\r\n${note}`,
    `old 0\nAAAA\n\n${note}`,
    `old 0\n${line.replace('=', '')}\n${note}`,
    `old 0\n${line.repeat(64)}\n${note}`,
    `old 0\n\n${note.slice(0, -1)}`,
    `old 0\n\n${note.replace('\n5\n', '\n05\n')}`,
    `old 0\n\n${note.replace('\n5\n', '\n5\nextension\n')}`,
    `old 0\n\n${'x'.repeat(1_000)}`,
  ]
  for (const body of wrong) {
    const { status, text } = await ask(body)
    expect([body.slice(0, 40), status === 400 || status === 404]).toEqual([body.slice(0, 40), true])
    expect(text).toMatch(/^WITNESS_\w+: .+\. Next: .+\.\n$/)
  }
  expect((await ask(`old 0\n\n${note}${'x'.repeat(200_000)}`)).status).toBe(413)
  expect((await ask(await log.call(0, 5))).status).toBe(200)
})

test('AU14 of concurrent calls from one size one wins, and what is signed is one history', async () => {
  const log = logAt(7)
  const other = log.forkedAt(60)
  await ask(await log.call(0, 50))
  const sizes = Array.from({ length: 40 }, (_, at) => 61 + at)
  const bodies = await Promise.all(sizes.flatMap((size) => [log.call(50, size), other.call(50, size)]))
  const answers = await Promise.all(bodies.map(ask))
  const won = answers.flatMap(({ status }, at) => (status === 200 ? [at] : []))
  expect(won.length).toBe(1)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
  const signed = readCheckpoint(readNote((bodies[won[0] ?? 0] ?? '').split('\n\n').slice(1).join('\n\n')).text)
  const next = await ask(await log.call(0, 300))
  expect(next.text).toBe(`${signed.size}\n`)
})

test('AU14 while one checkpoint is being signed, however slowly, no other is stored', async () => {
  const log = logAt(8)
  const state = await openWitnessState(newFolder())
  const key = readKey(join(newWitness(), 'key'))
  const isRemembered: boolean[] = []
  const sign = async (bytes: Uint8Array): Promise<Uint8Array> => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
    const { text } = readNote(state.last(log.origin) ?? '')
    isRemembered.push(Buffer.from(bytes).toString().endsWith(`\n${text}`))
    return key.sign(bytes)
  }
  const logKeys = readLogs([log.signer.vkey], undefined)
  const judge = openJudgement({ logKeys, signer: { ...key, sign }, state, now: Date.now, onEvidence: () => {} })
  const calls = await Promise.all([log.call(0, 10), log.call(10, 20), log.call(20, 30)])
  const answers = await Promise.all(calls.map(judge))
  expect([answers.map(({ status }) => status), isRemembered]).toEqual([
    [200, 200, 200],
    [true, true, true],
  ])
  state.close()
})
