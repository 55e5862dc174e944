import type { Bundle } from '@xinqiao/contracts'
import { provincialCatalog, standardsDocument } from '@xinqiao/schema'
import { expect, test } from 'vitest'
import { aContract } from '../testing/samples.ts'
import { testGraph } from '../testing/test-graph.ts'
import { SupergraphLoader } from './load-supergraph.ts'
import { runBundle } from './run-bundle.ts'

const supergraph = testGraph(['amr']).sdl

/** As it comes off the wire: nothing of it is an object that was there before. */
function bundle(changes: Partial<Bundle>): Bundle {
  const content = {
    number: 1,
    issuedAt: '2026-11-23T00:00:00Z',
    notAfter: '2026-11-24T00:00:00Z',
    supergraph,
    catalog: provincialCatalog().document,
    standards: standardsDocument(),
    contracts: [aContract(), aContract({ id: 'CT-2' })],
    consumers: [],
    agencies: [],
    issuers: [],
    calendars: [],
    revokedTokens: [],
    ...changes,
  }
  return structuredClone(content) as Bundle
}

test('what a bundle shares with the one that runs is taken over; what it changes is read', async () => {
  const loader = new SupergraphLoader(async () => true)
  const former = await runBundle(bundle({}), 'one', loader, null)
  const changed = aContract({ id: 'CT-2', version: 2 })
  const next = await runBundle(bundle({ number: 2, contracts: [aContract(), changed] }), 'two', loader, former)
  for (const part of ['apiSchema', 'coordinates', 'federation', 'catalog', 'standards'] as const)
    expect(next[part]).toBe(former[part])
  expect(next.bundle.contracts[0]).toBe(former.bundle.contracts[0])
  expect(next.bundle.contracts[1]).toEqual(changed)
  expect([next.bundle.number, next.digest === former.digest]).toEqual([2, false])
  await expect(runBundle(bundle({ catalog: { items: 'none' } }), 'three', loader, next)).rejects.toThrow(
    expect.objectContaining({ code: 'BUNDLE_UNLOADABLE' }),
  )
})
