import { BlockList } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressRange } from './address-range.ts'

test('an IPv4 address stands for itself, in either form', () => {
  expect(['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:192.0.2.7', ''].map(addressRange)).toEqual([
    '192.0.2.7',
    '192.0.2.7',
    '192.0.2.7',
    '',
  ])
})

test.each([
  ['::1', '0:0:0:0'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:0DB8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::', '2001:db8:1:2'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['64:ff9b::192.0.2.7', '64:ff9b:0:0'],
])('%s lies in %s', (address, range) => {
  expect(addressRange(address)).toBe(range)
})

test('two IPv6 addresses share a range exactly where the system puts them into one /64', () => {
  const groups = fc.tuple(fc.constantFrom('0', '1', 'db8'), fc.constantFrom('0', '1'), fc.constantFrom('0', 'a'))
  const address = fc
    .tuple(groups, fc.constantFrom('0', '2'), fc.ipV6())
    .chain(([front, fourth, random]) =>
      fc.constantFrom(`${front.join(':')}:${fourth}:0:0:0:7`, `${front.join(':')}:${fourth}:9:8:7:6`, random),
    )
  fc.assert(
    fc.property(address, address, (one, other) => {
      const network = new BlockList()
      network.addSubnet(one, 64, 'ipv6')
      const isMapped = [one, other].some((text) => /^::ffff:|^0:0:0:0:0:ffff:/iu.test(text))
      fc.pre(!isMapped)
      expect(addressRange(one) === addressRange(other)).toBe(network.check(other, 'ipv6'))
    }),
  )
})
