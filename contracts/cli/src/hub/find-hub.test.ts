import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findAgency, findHub } from './find-hub.ts'

const hubFile = {
  gateway: 'http://127.0.0.1:4000',
  issuer: 'http://127.0.0.1:4001',
  registry: 'http://127.0.0.1:4002',
  operator: { key: 'keys/operator.jwk.json' },
  auditor: { key: 'keys/auditor.jwk.json' },
  agencies: {
    tax: { pid: 1, url: 'http://127.0.0.1:4011', ingest: 'http://127.0.0.1:4011/records', key: 'keys/tax.json' },
  },
  clients: { 'tax-app': { consumer: 'tax', key: '/elsewhere/tax-app.json' } },
}
let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'xinqiao-find-'))
  mkdirSync(join(root, '.xinqiao'))
  mkdirSync(join(root, 'below', 'deeper'), { recursive: true })
  writeFileSync(join(root, '.xinqiao', 'hub.json'), JSON.stringify(hubFile))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})

describe('the running hub', () => {
  it('is found from any folder below, its keys as whole paths', () => {
    vi.stubEnv('INIT_CWD', join(root, 'below', 'deeper'))
    const hub = findHub(undefined)
    expect(hub.stateDir).toBe(join(root, '.xinqiao'))
    expect(hub.operatorKey).toBe(join(root, '.xinqiao', 'keys', 'operator.jwk.json'))
    expect(findAgency(hub, 'tax').key).toBe(join(root, '.xinqiao', 'keys', 'tax.json'))
    expect(hub.clients['tax-app']?.key).toBe('/elsewhere/tax-app.json')
  })

  it('is found by flag before environment, and by environment before folder', () => {
    vi.stubEnv('INIT_CWD', root)
    vi.stubEnv('XINQIAO_STATE', join(root, 'below'))
    expect(() => findHub(undefined)).toThrow('HUB_NOT_FOUND')
    expect(findHub('.xinqiao').gateway).toBe(hubFile.gateway)
  })

  it.each(['', '{"gateway": "http'])('is not found where hub.json holds %j', (text) => {
    writeFileSync(join(root, '.xinqiao', 'hub.json'), text)
    expect(() => findHub(join(root, '.xinqiao'))).toThrow(expect.objectContaining({ exit: 'unreachable' }))
  })
})

describe('an agency of the hub', () => {
  it.each(['nobody', 'constructor', undefined])('%s is unknown, and the known ones are named', (id) => {
    const hub = findHub(join(root, '.xinqiao'))
    expect(() => findAgency(hub, id)).toThrow(
      expect.objectContaining({
        exit: 'usage',
        lessons: [expect.objectContaining({ code: 'AGENCY_UNKNOWN', where: 'tax' })],
      }),
    )
  })
})
