/** The worked example's records of one agency, through its own door and back through its own graph: the same story for each. */
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { AgencyConfig } from '../src/config.ts'
import type { RunningSubgraph } from '../src/start-subgraph.ts'
import { ndjson, penalty } from './penalty.ts'
import { ingestLines, startTestAgency } from './test-agency.ts'

/** What is asked: `place` is the field below the provider's, in the words of the graph. */
export interface WorkedExample {
  readonly provider: string
  readonly start: (config: AgencyConfig) => Promise<RunningSubgraph>
  readonly item: string
  readonly place: string
  readonly uscc: string
}

/** Sends the example twice, then a record of another provider, then asks as the hub does; gives the provider's part of the answer. */
export async function followWorkedExample({ provider, start, item, place, uscc }: WorkedExample): Promise<unknown> {
  const agency = await startTestAgency(start)
  try {
    const file = readFileSync(
      new URL(`../../../deploy/e2e/sample-hub/records/${provider}/10-sample.ndjson`, import.meta.url),
      'utf8',
    )
    const records = file.trimEnd().split('\n').length
    expect(ingestLines(await agency.sender('POST', '/records', file))).toEqual([
      { accepted: records, unchanged: 0, refused: 0 },
    ])
    expect(ingestLines(await agency.sender('POST', '/records', file))).toEqual([
      { accepted: 0, unchanged: records, refused: 0 },
    ])
    const foreign = await agency.sender('POST', '/records', ndjson(penalty('X-1')))
    expect(ingestLines(foreign)).toMatchObject([{ code: 'NOT_PROVIDER', path: 'item' }, { refused: 1 }])
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Organization { ${provider} { ${place} } } } }`
    const variables = { representations: [{ __typename: 'Organization', uscc }] }
    const answer = await agency.hub('/graphql', { query, variables }, { items: [item] })
    const { data } = answer.json as { data: { _entities: readonly Readonly<Record<string, unknown>>[] } }
    return data._entities[0]?.[provider]
  } finally {
    await agency.close()
  }
}
