/** Which callers count as one by their address: an IPv4 address, or the /64 of an IPv6 address, which is what one network is given (RFC 6177). */

const groupsOfAddress = 8
const groupsOfNetwork = 4
const mappedIpv4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu

/**
 * The range of an address as the system writes it (`socket.remoteAddress`): `192.0.2.7` stays, `2001:db8::1` becomes
 * `2001:db8:0:0`, an IPv4 address in IPv6 form is the IPv4 address. Anything else stays what it is.
 */
export function addressRange(address: string): string {
  if (!address.includes(':')) return address
  const mapped = mappedIpv4.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const [head = '', tail] = address.split('::')
  const front = groupsIn(head)
  const back = tail === undefined ? [] : groupsIn(tail)
  const zeros = Array.from({ length: Math.max(0, groupsOfAddress - front.length - back.length) }, () => '0')
  return [...front, ...zeros, ...back].slice(0, groupsOfNetwork).join(':')
}

/** An IPv4 address at the end fills two groups; only their number matters, they lie outside the network. */
function groupsIn(part: string): readonly string[] {
  if (part === '') return []
  return part.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [canonical(group)]))
}

function canonical(group: string): string {
  const value = Number.parseInt(group, 16)
  return Number.isNaN(value) ? group : value.toString(16)
}
