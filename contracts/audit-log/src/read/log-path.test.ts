/** One resource, one address; nothing else is one, least of all a way out of the folder. */
import { expect, test } from 'vitest'
import { entriesPath, tilePath } from '../tiles/tile-path.ts'
import { readLogPath } from './log-path.ts'

const log = '/audit/gateway/2026'

test('every tile and bundle has the address that the format gives it', () => {
  for (const n of [0, 1, 255, 999, 1_000, 1_234_067]) {
    expect(readLogPath(`${log}/${tilePath(2, n)}`)?.resource).toEqual({ kind: 'tile', level: 2, n, width: 256 })
    expect(readLogPath(`${log}/${tilePath(0, n, 17)}`)?.resource).toEqual({ kind: 'tile', level: 0, n, width: 17 })
    expect(readLogPath(`${log}/${entriesPath(n)}`)?.resource).toEqual({ kind: 'entries', n, width: 256 })
    expect(readLogPath(`${log}/${entriesPath(n, 3)}`)?.resource).toEqual({ kind: 'entries', n, width: 3 })
  }
  expect(readLogPath(`${log}/checkpoint`)).toEqual({ node: 'gateway', year: '2026', resource: { kind: 'checkpoint' } })
  expect(readLogPath('/audit/gateway-2/2026-2/entry/17')).toEqual({
    node: 'gateway-2',
    year: '2026-2',
    resource: { kind: 'entry', index: 17 },
  })
})

test.each([
  '/audit/gateway/2026',
  '/audit/gateway/2026/',
  '/audit/gateway/2026/wal/00000000000000000000.wal',
  '/audit/gateway/2026/origin',
  '/audit/gateway/2026/lock',
  '/audit/../2026/checkpoint',
  '/audit/gateway/../checkpoint',
  '/audit/gateway/2026/../../../own-keys/x',
  '/audit/gateway/2026/tile/../checkpoint',
  '/audit/gateway/2026/tile/0/..',
  '/audit/gateway/2026/tile/0/%2e%2e/000',
  '/audit/gateway/2026/tile/0/x000/001',
  '/audit/gateway/2026/tile/00/001',
  '/audit/gateway/2026/tile/64/001',
  '/audit/gateway/2026/tile/0/1',
  '/audit/gateway/2026/tile/0/001.p/0',
  '/audit/gateway/2026/tile/0/001.p/256',
  '/audit/gateway/2026/tile/0/001.p/300',
  '/audit/gateway/2026/tile/0/001.p/01',
  '/audit/gateway/2026/tile/entries/1',
  '/audit/gateway/2026/entry/01',
  '/audit/gateway/2026/entry/-1',
  '/audit/gateway/2026/entry/9999999999999999',
  '/audit/gateway/2026/checkpoint/',
  '/audit//2026/checkpoint',
  '/audit/gateway/2026-0/checkpoint',
  '/audit/gate way/2026/checkpoint',
  '/audit/gateway/2026/checkpoint\n',
])('%s is no address', (path) => {
  expect(readLogPath(path)).toBeUndefined()
})
