/** The bundle of a hub under test, over the composed graph of its agencies. */
import { randomBytes } from 'node:crypto'
import { ContractRegister } from '@xinqiao/contracts'
import { dataStandards, provincialCatalog } from '@xinqiao/schema'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { TestAgency } from './test-agency.ts'
import { testGraph } from './test-graph.ts'

export function testBundle(names: readonly string[], agencies: readonly TestAgency[]): RunningBundle {
  const graph = testGraph(names)
  const catalog = provincialCatalog()
  return {
    bundle: {
      number: 1,
      issuedAt: '2026-11-23T00:00:00Z',
      notAfter: '2026-11-24T00:00:00Z',
      supergraph: graph.sdl,
      catalog: catalog.document,
      standards: null,
      contracts: [],
      consumers: [],
      agencies: agencies.map(({ entry }) => entry),
      issuers: [],
      calendars: [],
      revokedTokens: [],
    },
    digest: randomBytes(32).toString('hex'),
    catalog,
    standards: dataStandards(),
    register: new ContractRegister([]),
    coordinates: graph.coordinates,
    federation: graph.federation,
    apiSchema: graph.apiSchema,
    notAfterMs: Number.MAX_SAFE_INTEGER,
  }
}
