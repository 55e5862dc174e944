/** GraphQL over HTTP: every MUST and SHOULD of the public audit, at the conformance door and at the hub itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEndpoint, failuresOf } from './audit-endpoint.ts'
import { type Door, openDoor } from './door/open-door.ts'
import { type Federation, startFederation } from './federation/federation.ts'

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
