/** The gateway's rooms over subgraphs that know no signature, with nothing around them: no registry, no office, no quotas. */
import { randomBytes } from 'node:crypto'
import { type Bundle, ContractRegister } from '@xinqiao/contracts'
import {
  cursorKeyOf,
  type Engine,
  type Facts,
  loadGraph,
  openEngine,
  type RunningBundle,
  type Vouching,
} from '@xinqiao/gateway'
import { dataStandards } from '@xinqiao/schema'
import type { OutsideSupergraph } from './supergraph.ts'

const keyBytes = 32

/** Opens them; `deadlineMs` is the gateway's own where none is given. */
export function openUnsignedRooms(running: RunningBundle, deadlineMs?: number): Promise<Engine> {
  return openEngine(running, {
    facts: noFacts,
    quotas: { takeRequest: () => true, takeSubjects: () => true },
    refKey: randomBytes(keyBytes),
    cursorKey: cursorKeyOf(randomBytes(keyBytes)),
    vouching: unsigned,
    introspection: true,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    // An audit fails its subgraphs on purpose: no failure may shut one out of the next question.
    breaks: false,
  })
}

/** A bundle in force over an outside supergraph, by this catalog and its marks; `document` is the catalog as it is shown. */
export async function outsideBundle(
  { sdl, subgraphs }: Pick<OutsideSupergraph, 'sdl' | 'subgraphs'>,
  { catalog, coordinates }: Pick<RunningBundle, 'catalog' | 'coordinates'>,
  document: Bundle['catalog'] = null,
): Promise<RunningBundle> {
  return {
    ...(await loadGraph(sdl)),
    bundle: {
      number: 1,
      issuedAt: '2000-01-01T00:00:00Z',
      notAfter: '2999-12-31T00:00:00Z',
      supergraph: sdl,
      catalog: document,
      standards: null,
      contracts: [],
      consumers: [],
      agencies: subgraphs.map(({ name, url }) => ({
        id: name,
        url,
        key: {},
        agreementKey: {},
        fetchAuth: 'ed25519',
        body: '',
      })),
      issuers: [],
      calendars: [],
      revokedTokens: [],
    },
    digest: randomBytes(keyBytes).toString('hex'),
    catalog,
    standards: dataStandards(),
    register: new ContractRegister([]),
    coordinates,
    notAfterMs: Number.MAX_SAFE_INTEGER,
  }
}

/** Outside subgraphs know no signature: nothing is sent, nothing is checked. */
const unsigned: Vouching = {
  send: ({ agency }) => ({
    url: agency.url,
    headers: 'content-type: application/json\r\naccept: application/json\r\n',
    check: () => ({ keyId: '', created: 0, contentDigest: '', signature: '' }),
  }),
}

const noFacts: Facts = {
  standingOf: () => undefined,
  age: () => ({ kind: 'fresh' }),
  consents: () => Promise.resolve([]),
}
