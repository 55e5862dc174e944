/** The gateway's checkpoint keys: made here, published at the registry (audit.md §4). */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readVkey } from '@xinqiao/audit-log'
import { importSigningKey } from '@xinqiao/schema'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEvents } from '../events.ts'
import { hubKeys } from '../testing/hub-keys.ts'
import { TestControl } from '../testing/test-control.ts'
import { type PublishedKeys, publishedKeys } from './checkpoint-keys.ts'

const origin = 'xinqiao/audit/gateway/2026'
let control: TestControl
let folder: string
let keys: PublishedKeys
let failures: string[]
let failed: () => void
beforeEach(async () => {
  control = new TestControl(await hubKeys())
  await control.listen()
  folder = await mkdtemp(join(tmpdir(), 'xinqiao-own-keys-'))
  failures = []
  failed = () => {}
  keys = publishedKeys({
    ownKeysDir: folder,
    registryUrl: control.url,
    fetchKey: importSigningKey(control.keys.fetch),
    graceMs: 0,
    events: {
      ...openEvents('silent'),
      auditKeyUnpublished: (code) => {
        failures.push(code)
        failed()
      },
    },
  })
})
afterEach(async () => {
  await keys.stop()
  await control.close()
  await rm(folder, { recursive: true, force: true })
})

test("the key of an origin is made once, its file its owner's, and its public half registered once", async () => {
  const signer = await keys.signerFor(origin)
  expect((await keys.signerFor(origin)).vkey).toBe(signer.vkey)
  await keys.published()
  expect(readVkey(signer.vkey).name).toBe(origin)
  expect(control.auditKeys).toEqual([{ origin, vkey: signer.vkey }])
  const [file] = await readdir(join(folder, 'checkpoint'))
  expect(keys.fileOf(origin)).toBe(join(folder, 'checkpoint', file ?? ''))
  expect((await stat(keys.fileOf(origin))).mode & 0o777).toBe(0o600)
})

test('a registry that is away stops no signer; the key is registered when it is back', async () => {
  const port = Number(new URL(control.url).port)
  await control.close()
  const wasTried = new Promise<void>((resolve) => {
    failed = resolve
  })
  const signer = await keys.signerFor(origin)
  await wasTried
  await control.listen(port)
  await keys.published()
  expect(failures).toEqual(['REGISTRY_UNAVAILABLE'])
  expect(control.auditKeys).toEqual([{ origin, vkey: signer.vkey }])
})
