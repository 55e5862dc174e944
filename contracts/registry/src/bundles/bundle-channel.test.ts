import { expect, test } from 'vitest'
import { BundleChannel } from './bundle-channel.ts'
import type { SignedBundle } from './signed-bundle.ts'

const stays = new AbortController().signal
const bundle = (number: number): SignedBundle => ({
  number,
  issuedAt: '',
  notAfter: '',
  digest: '',
  jws: `bundle ${number}`,
})
const longMs = 20_000

test('a gateway with an older bundle gets the newest at once', async () => {
  const channel = new BundleChannel(bundle(7))
  expect((await channel.after(3, longMs, stays))?.number).toBe(7)
})

test('a gateway with the newest bundle is woken by the next one', async () => {
  const channel = new BundleChannel(bundle(7))
  const waiting = channel.after(7, longMs, stays)
  channel.publish(bundle(8))
  expect((await waiting)?.number).toBe(8)
})

test('nothing new within the time is answered with nothing', async () => {
  expect(await new BundleChannel(bundle(7)).after(7, 1, stays)).toBeNull()
  expect(await new BundleChannel(null).after(0, 0, stays)).toBeNull()
})

test('an older number never replaces a newer bundle', async () => {
  const channel = new BundleChannel(bundle(7))
  channel.publish(bundle(6))
  expect(channel.newest?.number).toBe(7)
})

test('a gateway that hangs up, and a registry that drains, leave nobody waiting', async () => {
  const channel = new BundleChannel(bundle(7))
  const leaving = new AbortController()
  const first = channel.after(7, longMs, leaving.signal)
  leaving.abort()
  expect(await first).toBeNull()
  const second = channel.after(7, longMs, stays)
  channel.close()
  expect(await second).toBeNull()
})
