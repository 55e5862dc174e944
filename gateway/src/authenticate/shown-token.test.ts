import { TokenError } from '@xinqiao/schema'
import { expect, test } from 'vitest'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { TokenReader } from './access-token.ts'
import { jwtIn, turnAwayUnread } from './shown-token.ts'

const running = {} as RunningBundle
const nobody: TokenReader = { read: async () => Promise.reject(new TokenError('SIGNATURE', 'invented')) }

test('the token is what stands behind DPoP, in any case of letters, and nothing else', () => {
  expect([jwtIn('DPoP a.b.c'), jwtIn('dpop a.b.c')]).toEqual(['a.b.c', 'a.b.c'])
  for (const header of [undefined, '', 'Bearer a.b.c', 'DPoP', 'DPoP a.b.c, DPoP a.b.c'])
    expect(() => jwtIn(header)).toThrow(TokenError)
})

test('unread, a request is turned away for its own token, or because nobody’s can be checked', async () => {
  const keysAway: TokenReader = { read: async () => Promise.reject(new TokenError('KEYS_UNAVAILABLE', 'invented')) }
  const away = (tokens: TokenReader, current: () => RunningBundle | null = () => running): Promise<unknown> =>
    turnAwayUnread('DPoP a.b.c', { current, tokens })
  expect(await away(nobody)).toEqual({ kind: 'turned_away', status: 401 })
  expect(await away(keysAway)).toEqual({ kind: 'turned_away', status: 503 })
  expect(await away(nobody, () => null)).toEqual({ kind: 'turned_away', status: 503 })
})

test('a token that holds goes on, and a fault of our own is no verdict', async () => {
  const good = { read: async () => ({}) } as unknown as TokenReader
  const broken: TokenReader = { read: async () => Promise.reject(new Error('invented')) }
  expect(await turnAwayUnread('DPoP a.b.c', { current: () => running, tokens: good })).toBeNull()
  await expect(turnAwayUnread('DPoP a.b.c', { current: () => running, tokens: broken })).rejects.toThrow('invented')
})
