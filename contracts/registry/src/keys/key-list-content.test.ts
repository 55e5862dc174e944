import { keysFor } from '@xinqiao/contracts'
import { expect, test } from 'vitest'
import { emptyState } from '../state.ts'
import { privateJwk, testKeys } from '../testing/keys.ts'
import { keyListContent } from './key-list-content.ts'

const nowMs = Date.parse('2026-11-23T02:00:00Z')
const dayMs = 24 * 60 * 60 * 1000

test('a key is honoured from when it was made, so that a statement of last spring is checked with the list of today', async () => {
  const { registry } = testKeys()
  const keyStore = privateJwk('X25519')
  const answer = { ...registry.answer, made: '2026-03-01T00:00:00Z' }
  const list = await keyListContent(emptyState, { ...registry, keyStore, answer }, nowMs)
  expect(keysFor(list, 'answer', Date.parse('2026-04-01T00:00:00Z'))).toHaveLength(1)
  expect(keysFor(list, 'answer', Date.parse('2026-02-28T00:00:00Z'))).toHaveLength(0)
  expect(keysFor(list, 'fetch', nowMs - dayMs)).toHaveLength(1)
  expect(keysFor(list, 'fetch', nowMs - dayMs - 1)).toHaveLength(0)
})
