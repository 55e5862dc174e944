/** GraphQL over HTTP: every MUST and SHOULD of the public audit, at the conformance door and at the hub itself. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHubUnderTest } from '../e2e/hub-under-test.ts'
import { entriesByReceipt } from '../faults/node-log.ts'
import { auditEndpoint, failuresOf } from './audit-endpoint.ts'
import { type Door, openDoor } from './door/open-door.ts'
import { type Federation, startFederation } from './federation/federation.ts'
import { recordFetch, wrongEntries } from './recorded-calls.ts'
import { signedFetch } from './signed-fetch.ts'

describe('the conformance door', () => {
  let federation: Federation
  let door: Door

  beforeAll(async () => {
    federation = await startFederation([{ name: 'words', sdl: 'type Query { word: String }' }], () => ({
      things: [],
      Query: { word: 'sea' },
    }))
    door = await openDoor({ supergraph: federation.supergraph })
  })

  afterAll(async () => {
    await door.close()
    await federation.close()
  })

  it('holds every MUST and SHOULD of GraphQL over HTTP', async () => {
    const points = await auditEndpoint(door.url)
    expect(points.length).toBeGreaterThan(50)
    expect(failuresOf(points)).toEqual([])
  })

  it('answers a query by GET, and turns a mutation by GET away with 405', async () => {
    const query = await fetch(`${door.url}?query=${encodeURIComponent('{ word }')}`)
    expect(await query.json()).toEqual({ data: { word: 'sea' } })
    const mutation = await fetch(`${door.url}?query=${encodeURIComponent('mutation { __typename }')}`)
    expect(mutation.status).toBe(405)
  })

  it('turns another content type away with 415, and an answer nobody accepts with 406', async () => {
    const text = await fetch(door.url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{ word }' })
    expect(text.status).toBe(415)
    const html = await fetch(`${door.url}?query={word}`, { headers: { accept: 'text/html' } })
    expect(html.status).toBe(406)
  })
})

describe('the hub itself', () => {
  it('AU9 holds every MUST and SHOULD of GraphQL over HTTP, each call with exactly one entry that says what happened, asked with a token and a proof', async () => {
    const hub = await startHubUnderTest({ data: join(import.meta.dirname, '../e2e/sample-hub') })
    try {
      const tax = { client: 'tax-app', contract: 'CT-TAX-01', purpose: 'TAX_CREDIT', case: '琼税案〔2026〕1号' }
      const { calls, fetch: recorded } = recordFetch(tax, signedFetch(hub, tax))
      const points = await auditEndpoint(`${hub.file.gateway}/graphql`, recorded)
      expect(failuresOf(points)).toEqual([])
      const answered = await Promise.all(calls)
      // What never was an operation is turned away at the door: no entry, and so no receipt.
      const operations = answered.filter(({ answer }) => answer.receipt !== null)
      const others = answered.filter(({ answer }) => answer.receipt === null)
      expect(others.map(({ answer }) => answer.status).filter((status) => status < 400)).toEqual([])
      expect(operations.length).toBeGreaterThan(30)
      expect(wrongEntries(operations, entriesByReceipt(join(hub.stateDir, 'gateway'), 'gateway'))).toEqual([])
    } finally {
      await hub.stop()
    }
  })
})
