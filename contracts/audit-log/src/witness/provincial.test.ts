/** The provincial log over real HTTP: what it takes, what it refuses, and what it keeps of a log that forked. */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { entryForm } from '../leaf/forms.ts'
import { checkConsistency } from '../merkle/index.ts'
import { type Checkpoint, openCheckpoint, readCheckpoint, readKept, readNote, readVkey } from '../notes/index.ts'
import { type CheckpointEntry, type KnownLog, openProvincialLog, type ProvincialEvent } from './provincial.ts'
import { fetchConsistencyProof } from './remote-log.ts'
import { TestFolder } from './test-folder.ts'
import { newFolder, newSigner } from './test-witness.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed))
})

/** Serves a folder as a node does: each file under its own name. `asked` lists what was read. */
async function serve(folder: TestFolder): Promise<{ readonly log: KnownLog; readonly asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = (request.url ?? '').slice('/log/'.length)
    asked.push(path)
    try {
      response.end(readFileSync(join(folder.directory, path)))
    } catch {
      response.writeHead(404).end()
    }
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const prefix = `http://127.0.0.1:${(server.address() as AddressInfo).port}/log`
  return { log: { key: readVkey(folder.signer.vkey), prefix }, asked }
}

/** A provincial log that appends to a list; `round` gives what it said. */
async function open(logs: readonly KnownLog[], directory = newFolder()) {
  const entries: CheckpointEntry[] = []
  const events: ProvincialEvent[] = []
  const disk = { isFull: false }
  const append = async (entry: CheckpointEntry): Promise<void> => {
    if (disk.isFull) throw new Error('disk full')
    expect(() => entryForm(entry)).not.toThrow()
    entries.push(entry)
  }
  const onEvent = (event: ProvincialEvent): void => void events.push(event)
  const provincial = await openProvincialLog({ directory, logs: async () => logs, append, onEvent, now: () => 1_000 })
  const round = async (): Promise<ProvincialEvent[]> => {
    await provincial.round()
    return events.splice(0)
  }
  return { entries, directory, disk, round, close: () => provincial.close() }
}

const readCheckpointNote = (note: string): Checkpoint => readCheckpoint(readNote(note).text)

const origins = ['gateway-1', 'gateway-2', 'registry'].map((node) => `hub/audit/${node}/2026`)
const folderAt = (at: number): TestFolder => new TestFolder(origins[at] ?? '')

test('takes the newest checkpoint of every node, each time it has grown, through partial and full tiles', async () => {
  const folders = [0, 1, 2].map(folderAt)
  const served = await Promise.all(folders.map(serve))
  const provincial = await open(served.map(({ log }) => log))
  const sizes = [1, 2, 255, 256, 257, 700]
  for (const size of sizes) {
    for (const folder of folders) await folder.grow(size)
    const taken = (await provincial.round()).sort((one, other) => (one.origin < other.origin ? -1 : 1))
    expect(taken).toEqual(origins.map((origin) => ({ kind: 'taken', origin, size })))
  }
  expect(await provincial.round()).toEqual([])
  // Three levels of tiles.
  await folders[2]?.grow(66_000)
  await provincial.round()
  expect(provincial.entries.length).toBe(3 * sizes.length + 1)
  const last = provincial.entries.at(-1)
  expect(last).toMatchObject({ v: 1, kind: 'checkpoint', at: 1_000, size: 66_000 })
  const signer = folders.find(({ origin }) => origin === last?.origin)?.signer
  expect(openCheckpoint(last?.note ?? '', readVkey(signer?.vkey ?? '')).root.toString('base64')).toBe(last?.root)
  expect(served[0]?.asked.every((path) => path === 'checkpoint' || path.startsWith('tile/'))).toBe(true)
  await provincial.close()
})

test('a node that has moved on meanwhile, its partial tiles gone, still proves an older size', async () => {
  const folder = folderAt(0)
  const { log, asked } = await serve(folder)
  const [from, to] = [readCheckpointNote(await folder.grow(100)), readCheckpointNote(await folder.grow(200))]
  await folder.grow(300)
  const proof = await fetchConsistencyProof(log.prefix, from.size, to.size)
  expect(checkConsistency({ from: from.size, to: to.size, fromRoot: from.root, toRoot: to.root, proof })).toBe(true)
  expect(asked).toEqual(['tile/0/000.p/200', 'tile/0/000'])
})

test('AU4 a node that shows another history is refused, and both notes are kept', async () => {
  const folder = folderAt(0)
  const served = await serve(folder)
  const provincial = await open([served.log])
  await folder.grow(100)
  await provincial.round()
  for (const [size, evidence] of [
    [100, 'forked'],
    [300, 'suspect'],
  ] as const) {
    rmSync(folder.directory, { recursive: true })
    const other = new TestFolder(folder.origin, { directory: folder.directory, signer: folder.signer })
    const note = await other.grow(size, 'other')
    const [event, ...more] = await provincial.round()
    expect([event, more]).toEqual([{ kind: 'evidence', origin: folder.origin, evidence, file: expect.any(String) }, []])
    const file = readFileSync(join(provincial.directory, event?.kind === 'evidence' ? event.file : ''), 'utf8')
    expect(readKept(file).notes).toEqual([provincial.entries[0]?.note, note])
  }
  expect(provincial.entries.length).toBe(1)
  await provincial.close()
})

test('AU14 stale, forged and absent checkpoints are refused, and hold up no other node', async () => {
  const [folder, good] = [folderAt(0), folderAt(1)]
  const served = await Promise.all([folder, good].map(serve))
  const provincial = await open(served.map(({ log }) => log))
  const told = async (size: number): Promise<unknown> => {
    await good.grow(size)
    return (await provincial.round()).find(({ origin }) => origin === folder.origin)
  }
  expect(await told(1)).toMatchObject({ kind: 'refused', code: 'AUDIT_NODE_AWAY' })
  await folder.grow(50)
  expect(await told(2)).toMatchObject({ kind: 'taken', size: 50 })
  const { origin, signer } = folder
  const replaced = async (by: TestFolder, size: number): Promise<void> => {
    rmSync(folder.directory, { recursive: true })
    await new TestFolder(by.origin, { directory: folder.directory, signer: by.signer }).grow(size)
  }
  await replaced(folder, 40)
  expect(await told(3)).toEqual({ kind: 'shrunk', origin, size: 40 })
  await replaced(new TestFolder(origin, { signer: newSigner(origin) }), 60)
  expect(await told(4)).toMatchObject({ kind: 'refused', code: 'AUDIT_SIGNATURE_INVALID' })
  await replaced(new TestFolder('hub/audit/other/2026', { signer }), 60)
  expect(await told(5)).toMatchObject({ kind: 'refused', code: 'AUDIT_ORIGIN' })
  await replaced(folder, 60)
  rmSync(join(folder.directory, 'tile'), { recursive: true })
  expect(await told(6)).toMatchObject({ kind: 'refused', code: 'AUDIT_NODE_AWAY' })
  await replaced(folder, 70)
  expect(await told(7)).toMatchObject({ kind: 'taken', size: 70 })
  expect(provincial.entries.filter((entry) => entry.origin === good.origin).length).toBe(7)
  expect(readdirSync(join(provincial.directory, 'evidence'))).toEqual([])
  await provincial.close()
})

test('what could not be appended is taken in the next round, and a start goes on where it ended', async () => {
  const folder = folderAt(0)
  const { log } = await serve(folder)
  const first = await open([log])
  await folder.grow(10)
  first.disk.isFull = true
  expect(await first.round()).toEqual([expect.objectContaining({ kind: 'failed', origin: folder.origin })])
  first.disk.isFull = false
  expect(await first.round()).toEqual([{ kind: 'taken', origin: folder.origin, size: 10 }])
  await first.close()
  const second = await open([log], first.directory)
  expect(await second.round()).toEqual([])
  await folder.grow(20)
  expect(await second.round()).toEqual([{ kind: 'taken', origin: folder.origin, size: 20 }])
  await second.close()
})
