/** A line to a database that can be cut: what a network does, between the real driver and the real server. */
import { createConnection, createServer, type Socket } from 'node:net'

export interface DatabaseProxy {
  /** The same connection string, through the proxy. */
  throughProxy(url: string): string
  /** `silent`: connections stay, nothing passes. `away`: they are closed, new ones refused. */
  set(state: 'open' | 'silent' | 'away'): void
  close(): Promise<void>
}

export async function openDatabaseProxy(url: string): Promise<DatabaseProxy> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let state: 'open' | 'silent' | 'away' = 'open'
  const server = createServer((near) => {
    if (state === 'away') {
      near.destroy()
      return
    }
    const far = createConnection(Number(target.port), target.hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', (bytes) => {
        if (state === 'open') to.write(bytes)
      })
      from.on('error', () => undefined)
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    throughProxy: (direct) => {
      const made = new URL(direct)
      made.port = String(port)
      return made.href
    },
    set: (next) => {
      state = next
      if (next === 'away') for (const socket of sockets) socket.destroy()
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}
