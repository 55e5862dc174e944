/** A node among three witnesses, each a real process that may be away, behind or lying. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { unsettledAlarmMs } from '../limits.ts'
import { openCheckpoint, readVkey } from '../notes/index.ts'
import { nameOf, policyOf, TestFolder } from './test-folder.ts'
import { endWitnesses, newWitness, startWitnessProgram, type TestWitness } from './test-witness.ts'
import type { WitnessEvent } from './witness-events.ts'
import { unwitnessed, type WitnessPolicy } from './witness-policy.ts'
import { Witnessing, type WitnessingOptions } from './witnessing.ts'

const cleanUp: (() => Promise<unknown>)[] = [endWitnesses]
afterEach(async () => {
  for (const one of cleanUp) await one()
})

const origin = 'hub.example/audit/gateway/2026'
const startThree = (folder: TestFolder): Promise<TestWitness[]> =>
  Promise.all([1, 2, 3].map((at) => startWitnessProgram([folder.signer.vkey], { files: newWitness(`w${at}.example`) })))

/** A `Witnessing` that tells the test what happens; `next` waits for an event of a kind. */
function watch(folder: TestFolder, policy: WitnessPolicy, more: Partial<WitnessingOptions> = {}) {
  const events: WitnessEvent[] = []
  const settled: string[] = []
  const waiting = new Map<string, () => void>()
  const keepSettled = async (note: string): Promise<void> => {
    settled.push(note)
    await folder.keepSettled(note)
  }
  const onEvent = (event: WitnessEvent): void => {
    events.push(event)
    waiting.get(event.kind)?.()
  }
  const witnessing = new Witnessing({ directory: folder.directory, policy, keepSettled, onEvent, ...more })
  const next = (kind: WitnessEvent['kind']): Promise<void> =>
    events.some((event) => event.kind === kind)
      ? Promise.resolve()
      : new Promise((resolve) => void waiting.set(kind, resolve))
  return { witnessing, events, settled, next }
}

test('two of three settle a checkpoint, and the note says who signed', async () => {
  const folder = new TestFolder(origin)
  const three = await startThree(folder)
  await three[2]?.end('SIGKILL')
  const { witnessing, events, settled, next } = watch(folder, policyOf(three))
  witnessing.offer(await folder.grow(300), 300)
  await next('settled')
  await folder.grow(700)
  witnessing.offer(await folder.grow(700), 700)
  await witnessing.close()

  expect(events.filter(({ kind }) => kind === 'away')).toEqual([{ kind: 'away', witness: 'w3.example' }])
  expect([witnessing.settledSize, witnessing.standing]).toEqual([700, 'settled'])
  const keys = three.map(({ vkey }) => readVkey(vkey))
  const opened = settled.map((note) => openCheckpoint(note, readVkey(folder.signer.vkey), keys))
  expect(opened.map(({ size }) => size)).toEqual([300, 700])
  expect(opened[1]?.note.signedBy.map(({ key }) => key.name)).toEqual([origin, 'w1.example', 'w2.example'])
})

test('after a start it finds out what each witness signed last, and what was settled before', async () => {
  const folder = new TestFolder(origin)
  const three = await startThree(folder)
  const first = watch(folder, policyOf(three))
  first.witnessing.offer(await folder.grow(50), 50)
  await first.next('settled')
  await first.witnessing.close()
  const alone = watch(folder, policyOf(three.slice(0, 1)))
  alone.witnessing.offer(await folder.grow(60), 60)
  await alone.next('settled')
  await alone.witnessing.close()

  const second = watch(folder, policyOf(three, { quorum: 3 }))
  expect(second.witnessing.settledSize).toBe(50)
  second.witnessing.offer(await folder.grow(270), 270)
  await second.next('settled')
  await second.witnessing.close()
  expect(second.events).toEqual([{ kind: 'settled', size: 270, by: three.map(nameOf) }])
})

test('too few signatures settle nothing: an alarm after five minutes, and a stop only where the policy sets one', async () => {
  const folder = new TestFolder(origin)
  const three = await startThree(folder)
  await Promise.all(three.slice(1).map((one) => one.end('SIGKILL')))
  let now = 0
  const policy = policyOf(three, { stopAfterMs: 2 * unsettledAlarmMs })
  const { witnessing, events, settled, next } = watch(folder, policy, { now: () => now })
  witnessing.offer(await folder.grow(10), 10)
  expect(witnessing.standing).toBe('settled')
  now = unsettledAlarmMs
  await next('unsettled')
  expect([witnessing.standing, settled, witnessing.settledSize]).toEqual(['late', [], 0])
  now = 2 * unsettledAlarmMs
  expect(witnessing.standing).toBe('stop')
  await witnessing.close()
  expect(events.filter(({ kind }) => kind === 'unsettled')).toEqual([{ kind: 'unsettled', ms: unsettledAlarmMs }])
  expect(events.map(({ kind }) => kind)).not.toContain('settled-again')
})

test('the end of that alarm is told once, with how long it was', async () => {
  const folder = new TestFolder(origin)
  const three = await startThree(folder)
  await Promise.all(three.slice(1).map((one) => one.end('SIGKILL')))
  let now = 0
  const { witnessing, events, next } = watch(folder, policyOf(three), { now: () => now })
  witnessing.offer(await folder.grow(10), 10)
  now = unsettledAlarmMs
  await next('unsettled')
  const [, second] = three
  await startWitnessProgram([folder.signer.vkey], { files: second?.files ?? '', port: new URL(second?.url ?? '').port })
  now += 60_000
  await witnessing.close()
  expect([witnessing.standing, witnessing.settledSize]).toEqual(['settled', 10])
  expect(events.filter(({ kind }) => kind === 'settled-again')).toEqual([
    { kind: 'settled-again', ms: unsettledAlarmMs + 60_000 },
  ])
})

test('AU14 a lying witness settles nothing: forged signatures, those of others, and sizes without end', async () => {
  const folder = new TestFolder(origin)
  const honest = await startWitnessProgram([folder.signer.vkey])
  const away = await startWitnessProgram([], { files: newWitness('w2.example') })
  await away.end('SIGKILL')
  const note = await folder.grow(20)
  const lies = [
    { status: 200, body: '\u2014 w2.example AAAA\n' },
    { status: 200, body: note.split('\n\n')[1] ?? '' },
    { status: 200, body: '' },
    { status: 200, body: 'x'.repeat(100_000) },
    { status: 500, body: 'no' },
    { status: 409, body: 'sizes\n', type: 'text/x.tlog.size' },
    { status: 302, body: '' },
  ]
  for (const lie of lies) {
    const server = createServer((request, response) => {
      request.resume().once('end', () => {
        response.writeHead(lie.status, { 'content-type': lie.type ?? 'text/plain' }).end(lie.body)
      })
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { witnessing, events, settled } = watch(folder, policyOf([honest, { url, vkey: away.vkey }], { quorum: 2 }))
    witnessing.offer(note, 20)
    await witnessing.close()
    expect([lie.body.slice(0, 20), settled]).toEqual([lie.body.slice(0, 20), []])
    expect(events.map(({ kind }) => kind)).toEqual([expect.stringMatching(/refused|away/)])
    await new Promise((closed) => server.close(closed))
  }
})

test('a hub without witnesses says so and counts what it signed itself', async () => {
  const folder = new TestFolder(origin)
  const { witnessing, events, settled } = watch(folder, unwitnessed)
  witnessing.offer(await folder.grow(5), 5)
  await witnessing.close()
  expect([witnessing.standing, witnessing.settledSize, events, settled]).toEqual(['unwitnessed', 5, [], []])
})

test('another policy holds from the next round on: its witnesses are shown the newest checkpoint at once, and what was settled stays so', async () => {
  const folder = new TestFolder(origin)
  const [first, second, third] = await startThree(folder)
  if (first === undefined || second === undefined || third === undefined) throw new Error('three witnesses')
  const { witnessing, events, settled, next } = watch(folder, policyOf([first]))
  witnessing.offer(await folder.grow(40), 40)
  await next('settled')
  await first.end('SIGKILL')
  events.splice(0)
  witnessing.follow(policyOf([second, third]))
  expect([witnessing.settledSize, witnessing.standing]).toEqual([40, 'settled'])
  await next('settled')
  expect(events).toEqual([{ kind: 'settled', size: 40, by: [second, third].map(nameOf) }])
  witnessing.offer(await folder.grow(90), 90)
  await witnessing.close()
  expect(witnessing.settledSize).toBe(90)
  const keys = [first, second, third].map(({ vkey }) => readVkey(vkey))
  const signers = settled.map((note) => openCheckpoint(note, readVkey(folder.signer.vkey), keys).note.signedBy)
  expect(signers.map((all) => all.slice(1).map(({ key }) => key.name))).toEqual([
    [nameOf(first)],
    [second, third].map(nameOf),
    [second, third].map(nameOf),
  ])
})

test('a policy that comes to a hub without witnesses, and one that goes: nothing is taken back, and the standing says which holds', async () => {
  const folder = new TestFolder(origin)
  const one = await startWitnessProgram([folder.signer.vkey])
  let now = 0
  const { witnessing, events, next } = watch(folder, unwitnessed, { now: () => now })
  witnessing.offer(await folder.grow(30), 30)
  witnessing.follow(policyOf([one]))
  await next('settled')
  expect([witnessing.settledSize, witnessing.standing]).toEqual([30, 'settled'])
  await one.end('SIGKILL')
  witnessing.offer(await folder.grow(50), 50)
  now = unsettledAlarmMs
  expect([witnessing.settledSize, witnessing.standing]).toEqual([30, 'late'])
  witnessing.follow(unwitnessed)
  expect([witnessing.settledSize, witnessing.standing]).toEqual([50, 'unwitnessed'])
  await witnessing.close()
  expect(events).toEqual([{ kind: 'settled', size: 30, by: [nameOf(one)] }])
})
