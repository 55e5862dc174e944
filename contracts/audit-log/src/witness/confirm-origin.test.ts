/** AU5: a folder that is older than what a witness signed does not go on under its origin. */
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { confirmOrigin, type OriginStanding } from './confirm-origin.ts'
import { policyOf, TestFolder } from './test-folder.ts'
import { endWitnesses, newFolder, newWitness, startWitnessProgram, type TestWitness } from './test-witness.ts'
import type { WitnessEvent } from './witness-events.ts'
import { unwitnessed, type WitnessPolicy } from './witness-policy.ts'
import { Witnessing } from './witnessing.ts'

afterEach(endWitnesses)

const origin = 'hub.example/audit/gateway/2026'
const start = (folder: TestFolder, name: string): Promise<TestWitness> =>
  startWitnessProgram([folder.signer.vkey], { files: newWitness(name) })

const confirm = (
  { directory, signer }: TestFolder,
  policy: WitnessPolicy,
  more: { onEvent?: (event: WitnessEvent) => void; signal?: AbortSignal } = {},
): Promise<OriginStanding> => confirmOrigin({ directory, origin, signer, policy, onEvent: () => {}, ...more })

/** Has the newest checkpoint cosigned. */
async function witnessed(folder: TestFolder, policy: WitnessPolicy, size: number, mark?: string): Promise<void> {
  const { directory, keepSettled } = folder
  const witnessing = new Witnessing({ directory, policy, keepSettled, onEvent: () => {} })
  witnessing.offer(await folder.grow(size, mark), size)
  await witnessing.close()
  expect(witnessing.settledSize).toBe(size)
}

const copyOf = (directory: string): string => {
  const copy = newFolder()
  cpSync(directory, copy, { recursive: true })
  return copy
}
const checkpointIn = ({ directory }: TestFolder): string => readFileSync(join(directory, 'checkpoint'), 'utf8')

test('AU5 a folder rolled back to yesterday is told the size it lost, by a single witness, and signs nothing', async () => {
  const folder = new TestFolder(origin)
  const [one, two] = await Promise.all([start(folder, 'w1'), start(folder, 'w2')])
  await witnessed(folder, policyOf([one, two]), 300)
  const yesterday = copyOf(folder.directory)
  await witnessed(folder, policyOf([one]), 450)

  const back = new TestFolder(origin, { directory: yesterday, signer: folder.signer, size: 300 })
  const before = checkpointIn(back)
  const rolledBack = { kind: 'rolled-back', witness: 'w1', size: 450 }
  const events: WitnessEvent[] = []
  expect(await confirm(back, policyOf([one, two]), { onEvent: (event) => events.push(event) })).toEqual(rolledBack)
  expect([events, checkpointIn(back)]).toEqual([[rolledBack], before])
  expect(await confirm(back, policyOf([two]))).toEqual({ kind: 'clear' })
  expect(await confirm(folder, policyOf([one, two]))).toEqual({ kind: 'clear' })
})

test('AU5 an emptied folder under its old key is found out too', async () => {
  const folder = new TestFolder(origin)
  const witness = await start(folder, 'w1')
  await witnessed(folder, policyOf([witness]), 30)
  rmSync(folder.directory, { recursive: true })
  const emptied = new TestFolder(origin, { signer: folder.signer })
  expect(await confirm(emptied, policyOf([witness]))).toEqual({ kind: 'rolled-back', witness: 'w1', size: 30 })
})

test('AU5 a folder that was rolled back and signed on without a witness is found to be another history', async () => {
  const folder = new TestFolder(origin)
  const witness = await start(folder, 'w1')
  await witnessed(folder, policyOf([witness]), 30)
  const yesterday = copyOf(folder.directory)
  await witnessed(folder, policyOf([witness]), 40)
  const back = new TestFolder(origin, { directory: yesterday, signer: folder.signer, size: 30 })
  await back.grow(60, 'other')
  expect(await confirm(back, policyOf([witness]))).toEqual({ kind: 'forked', witness: 'w1' })
})

test('AU5 until a witness answers it waits, with an alarm, and then goes on', async () => {
  const folder = new TestFolder(origin)
  const first = await start(folder, 'w1')
  const { files } = first
  const port = new URL(first.url).port
  await witnessed(folder, policyOf([first]), 30)
  await first.end('SIGKILL')
  const kinds: string[] = []
  let alarm = (): void => {}
  const alarmed = new Promise<void>((resolve) => {
    alarm = resolve
  })
  const onEvent = ({ kind }: WitnessEvent): void => {
    kinds.push(kind)
    if (kind === 'unconfirmed') alarm()
  }
  const standing = confirm(folder, policyOf([first]), { onEvent })
  await alarmed
  await startWitnessProgram([folder.signer.vkey], { files, port })
  expect(await standing).toEqual({ kind: 'clear' })
  expect(kinds).toEqual(['away', 'unconfirmed', 'back'])
})

test('a witness that does not know the log has signed nothing for it, unless the folder holds its signature', async () => {
  const folder = new TestFolder(origin)
  const stranger = await startWitnessProgram([], { files: newWitness('w2') })
  expect(await confirm(folder, policyOf([stranger]))).toEqual({ kind: 'clear' })
  await witnessed(folder, policyOf([await start(folder, 'w1')]), 10)
  const stop = new AbortController()
  const onEvent = ({ kind }: WitnessEvent): void => {
    if (kind === 'unconfirmed') stop.abort(new Error('stopped'))
  }
  await expect(confirm(folder, policyOf([stranger]), { onEvent, signal: stop.signal })).rejects.toThrow('stopped')
})

test('without witnesses nobody is asked', async () => {
  expect(await confirm(new TestFolder(origin), unwitnessed)).toEqual({ kind: 'unwitnessed' })
})
