/** The federation corpus through the conformance door: every answer is that of graphql-js over the merged data, or refused, never wrong. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Door, openDoor } from './door/open-door.ts'
import { asking } from './federation/ask.ts'
import { checkCase } from './federation/check-case.ts'
import { type Federation, startFederation } from './federation/federation.ts'
import { type StockGateway, startStockGateway } from './federation/stock-gateway.ts'
import { suites } from './federation/suites/index.ts'

describe.each(suites)('$name', ({ services, world, cases }) => {
  let federation: Federation
  let door: Door
  /** `null`: it refuses the supergraph as a whole. */
  let stock: StockGateway | null

  beforeAll(async () => {
    federation = await startFederation(services, world)
    door = await openDoor({ supergraph: federation.supergraph })
    stock = await startStockGateway(federation.supergraph).catch(() => null)
  })

  afterAll(async () => {
    await stock?.close()
    await door?.close()
    await federation?.close()
  })

  it.each(cases)('answers $query', async (one) => {
    expect(await checkCase(federation, asking(door.url), one)).toEqual([])
  })

  it('knows where stock @apollo/gateway is wrong', async () => {
    const wrong: string[] = []
    for (const one of cases) {
      const differences = stock === null ? ['does not start'] : await checkCase(federation, stock.ask, one)
      if (differences.length > 0) wrong.push(one.query)
    }
    expect(wrong).toEqual(cases.filter(({ stockFails }) => stockFails === true).map(({ query }) => query))
  })
})
