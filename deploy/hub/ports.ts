/** Which part of the hub listens where: fixed places after the first port, or after any free one. */
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { DeployError } from '../errors.ts'

/** Places after the first port (data.md §4). */
const places = {
  gateway: 0,
  issuer: 1,
  registry: 2,
  postgres: 9,
  amr: 10,
  tax: 11,
  court: 12,
  tour: 13,
  fin: 14,
  office: 15,
} as const

/** A listening part of the hub. */
export type PortName = keyof typeof places
/** Port of every part. */
export type Ports = Readonly<Record<PortName, number>>

/** Below the range that systems hand out for outgoing connections: a port chosen here is not taken before its part binds it. */
const freeRange = { from: 20_000, to: 32_000 } as const
const blockSize = 16
const triesMax = 100

/**
 * Ports of all parts: `portBase` plus their places, or a free block when it is 0.
 * @throws DeployError `PORT_IN_USE` when one of them is taken, or no block is free.
 */
export async function choosePorts(portBase: number): Promise<Ports> {
  if (portBase !== 0) return demandFree(portsFrom(portBase))
  for (let tries = 0; tries < triesMax; tries += 1) {
    const base = freeRange.from + blockSize * randomInt((freeRange.to - freeRange.from) / blockSize)
    const ports = portsFrom(base)
    const free = await Promise.all(Object.values(ports).map(isFree))
    if (free.every(Boolean)) return ports
  }
  throw new DeployError('PORT_IN_USE', 'No free block of ports was found. Next: name a first port with --port-base N.')
}

async function demandFree(ports: Ports): Promise<Ports> {
  for (const [name, port] of Object.entries(ports)) {
    if (await isFree(port)) continue
    throw new DeployError(
      'PORT_IN_USE',
      `Port ${port}, meant for ${name}, is taken by another program. Next: choose other ports, for example npm start -- --port-base 4100`,
    )
  }
  return ports
}

/** The block of ports that begins here. */
export function portsFrom(base: number): Ports {
  const all = Object.entries(places).map(([name, place]) => [name, base + place])
  return Object.fromEntries(all) as Record<PortName, number>
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
