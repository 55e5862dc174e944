/** The registry in the role `provincial`, with a real log of another node over HTTP. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkpointKeys, logLeaves, openAuditLog, openLogBuilder, type ProvincialEvent } from '@xinqiao/audit-log'
import { noKeeperSettings } from '@xinqiao/audit-store'
import { afterAll, expect, test } from 'vitest'
import { openEvents } from '../events.ts'
import { noWitnesses } from '../state.ts'
import { openRegistryAudit } from './open-registry-audit.ts'
import { logsOf, openProvincialRole } from './provincial-role.ts'

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-provincial-'))
const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: 'Asia/Shanghai' }).format(Date.now())
const origin = `xinqiao/audit/gateway/${year}`
const servers: Server[] = []
afterAll(async () => {
  for (const server of servers) await new Promise((closed) => server.close(closed))
})

/** Serves `…/audit` as nodes do. */
async function serve(audit: string): Promise<string> {
  const server = createServer((request, response) => {
    try {
      response.end(readFileSync(join(audit, (request.url ?? '').replace('/audit/', ''))))
    } catch {
      response.writeHead(404).end()
    }
  })
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test("the registry's own log holds another node's checkpoint, each time it has grown", async () => {
  const audit = join(folder, 'gateway/audit')
  const directory = join(audit, 'gateway')
  const keys = checkpointKeys(join(folder, 'gateway/keys'))
  const node = await openAuditLog({
    directory,
    hub: 'xinqiao',
    node: 'gateway',
    signerFor: (name) => keys.signerFor(name),
  })
  const signer = await keys.signerFor(origin)
  const builder = await openLogBuilder({ directory: join(directory, year), signer })
  const notes = [(await builder.advance(node.size)).checkpoint]

  const stateDir = join(folder, 'registry')
  const own = checkpointKeys(join(folder, 'registry-keys'))
  const keeper = { ...noKeeperSettings, witnesses: noWitnesses }
  const registry = await openRegistryAudit(stateDir, own, keeper, openEvents('silent'))
  const events: ProvincialEvent[] = []
  const role = await openProvincialRole({
    nodes: { gateway: await serve(audit) },
    auditKeys: () => [{ origin, vkey: signer.vkey }],
    stateDir,
    take: (entry) => registry.checkpoint(entry),
    events: { provincial: (event) => events.push(event) },
  })
  await role.round()
  await role.round()
  await node.append({ v: 1, kind: 'system', at: Date.now(), act: 'tick' })
  notes.push((await builder.advance(node.size)).checkpoint)
  await role.round()
  builder.close()
  await node.close()
  await role.close()
  await registry.close()

  expect(events).toEqual([{ kind: 'taken', origin, size: expect.any(Number) }])
  const leaves = readdirSync(join(stateDir, 'audit/registry'))
    .filter((name) => name.startsWith(year))
    .flatMap((name) => [...logLeaves(join(stateDir, 'audit/registry', name))])
    .map((leaf) => JSON.parse(leaf.toString()) as { kind: string; origin: string; note: string })
  const taken = leaves.filter(({ kind }) => kind === 'checkpoint')
  expect(taken.map((leaf) => [leaf.origin, leaf.note])).toEqual(notes.map((note) => [origin, note]))
})

test('of each node with an address the newest two origins are read, whatever the order of registration', async () => {
  const keys = checkpointKeys(join(folder, 'many'))
  const key = async (name: string) => ({ origin: name, vkey: (await keys.signerFor(name)).vkey })
  const names = ['2026-2', '2025', '2026', '2026-10'].map((name) => `xinqiao/audit/gateway/${name}`)
  const all = await Promise.all([...names, 'xinqiao/audit/registry/2026', 'xinqiao/audit/feeds/2026'].map(key))
  const prefixes = logsOf({ gateway: 'https://g.example', feeds: 'https://f.example' }, all).map(({ prefix }) => prefix)
  expect(prefixes).toEqual([
    'https://g.example/audit/gateway/2026-2',
    'https://g.example/audit/gateway/2026-10',
    'https://f.example/audit/feeds/2026',
  ])
})
