import { expect, test } from 'vitest'
import { type CpuProfile, sharesByPlace } from './cpu-profile.ts'

const frame = (functionName: string, url = '') => ({ functionName, url })
const profile = (samples: readonly number[]): CpuProfile => ({
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 3, 4, 7] },
    { id: 2, callFrame: frame('(idle)') },
    { id: 3, callFrame: frame('(garbage collector)') },
    { id: 4, callFrame: frame('decide', 'file:///x/gateway/src/decide/decide.ts'), children: [5, 6] },
    { id: 5, callFrame: frame('hash', 'node:crypto') },
    { id: 6, callFrame: frame('plan', 'file:///x/gateway/src/plan/plan.ts') },
    { id: 7, callFrame: frame('onread', 'node:net') },
  ],
  samples,
  timeDeltas: samples.map(() => 100),
})
const rules = ['decide', 'plan'].map((place) => ({ place, path: new RegExp(`/gateway/src/${place}/`) }))

test('what Node does for a room counts for the room, and a room called by another counts for itself', () => {
  const shares = sharesByPlace(profile([4, 5, 6, 6]), rules)
  expect(Object.fromEntries(shares)).toEqual({ decide: 0.5, plan: 0.5 })
})

test('waiting counts for nothing, the collector for itself, and what nobody of ours called for the rest', () => {
  const shares = sharesByPlace(profile([2, 2, 2, 3, 7, 4]), rules)
  expect([shares.get('garbage'), shares.get('rest'), shares.get('decide')]).toEqual([1 / 3, 1 / 3, 1 / 3])
  expect(shares.size).toBe(3)
})
