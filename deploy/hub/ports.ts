/** Which part of the hub listens where: fixed places after the first port, or any free ones. */
import { createServer, type Server } from 'node:net'

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

/** Ports of all parts: `portBase` plus their places, or free ones when it is 0. */
export async function choosePorts(portBase: number): Promise<Ports> {
  const names = Object.keys(places) as PortName[]
  if (portBase !== 0)
    return Object.fromEntries(names.map((name) => [name, portBase + places[name]])) as Record<PortName, number>
  const held = await Promise.all(names.map(async (name) => ({ name, server: await hold() })))
  const chosen = held.map(({ name, server }) => [name, portOf(server)] as const)
  await Promise.all(held.map(({ server }) => new Promise<void>((done) => server.close(() => done()))))
  return Object.fromEntries(chosen) as Record<PortName, number>
}

/** Holds a free port until all are chosen, so that no two parts get the same. */
function hold(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}
