import { afterAll, beforeAll, expect, test } from 'vitest'
import { c1, TestHub } from '../testing/test-hub.ts'
import { plannerThread } from './planner-thread.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr'])
})
afterAll(() => hub.close())

const operation = 'query($v0: ID!) { __r0_0: organization(uscc: $v0) { amr { regBasic { name } } } }'

test('an operation over its budget ends the thread, is remembered, and the next one is planned by a new thread', async () => {
  let now = 0
  const slow = plannerThread({ planBudgetMs: 0, now: () => now })
  expect(await slow.plan(hub.running, operation)).toEqual({ kind: 'timeout' })
  expect(await slow.plan(hub.running, operation)).toEqual({ kind: 'timeout' })
  now = 11 * 60 * 1000
  expect(await slow.plan(hub.running, operation)).toEqual({ kind: 'timeout' })
  await slow.close()
  const planner = plannerThread({ planBudgetMs: 20_000 })
  const plans = await Promise.all([planner.plan(hub.running, operation), planner.plan(hub.running, operation)])
  expect(plans.map(({ kind }) => kind)).toEqual(['plan', 'plan'])
  expect(await planner.plan(hub.running, 'query { nope }')).toEqual({ kind: 'impossible' })
  expect((await planner.plan(hub.running, operation)).kind).toBe('plan')
  await planner.close()
})

test('an operation that cannot be planned in time refuses the request and asks nobody', async () => {
  const planner = plannerThread({ planBudgetMs: 0 })
  const { plan } = await import('./plan-operation.ts')
  const { planCache } = await import('./plan-cache.ts')
  const { decide } = await import('../decide/decide-operation.ts')
  const decided = await decide(
    hub.contracted(`{ organization(uscc: "${c1}") { amr { regBasic { name } } } }`),
    hub.decideDeps,
  )
  const planned = await plan(decided, { ...hub.planDeps, planner, cache: planCache() })
  expect(planned).toMatchObject({ kind: 'refused', because: { code: 'PLAN_TIMEOUT' } })
  expect(hub.agency('amr').calls).toHaveLength(0)
  await planner.close()
})
