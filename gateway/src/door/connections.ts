/**
 * The door's connections (faults.md row 26): when there are more than the process has descriptors for, the one that has
 * been idle longest goes, a slow sender among them; a new one is closed only where all others are being answered.
 */

import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { connectionsMax, descriptorsOfDoor } from '../limits.ts'
import type { AwayCount } from './away-count.ts'

/** Keeps the door's connections within what is allowed; gives what is told of a request whose body has been read. */
export function boundConnections(
  app: FastifyInstance,
  away: AwayCount,
  most: number = connectionsAllowed(),
): (request: IncomingMessage) => void {
  const server: Server = app.server
  /** In the order in which they became idle. */
  const idle = new Set<Socket>()
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    idle.add(socket)
    socket.once('close', () => {
      open.delete(socket)
      idle.delete(socket)
    })
    if (open.size > most) cut(oldest(idle))
  })
  const cut = (socket: Socket | undefined): void => {
    if (socket === undefined) return
    away.add('CONNECTION_CUT')
    socket.destroy()
  }
  // Slow senders, and bytes that are no HTTP: the framework ends them.
  server.on('clientError', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'ECONNRESET') away.add('CONNECTION_CUT')
  })
  const busy = ({ socket }: IncomingMessage): void => void idle.delete(socket)
  app.addHook('preHandler', async ({ raw }) => busy(raw))
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    response.once('close', () => {
      if (!socket.destroyed) idle.add(socket)
    })
  })
  return busy
}

/** A share of what the system lets this process open; the rest is for agencies, files and the planner. */
export function connectionsAllowed(): number {
  // The rest of the report asks for names of peers; nothing of it is used or kept.
  Object.assign(process.report, { excludeNetwork: true })
  const report = process.report.getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly soft?: unknown } }
  }
  const descriptors = report.userLimits?.open_files?.soft
  if (typeof descriptors !== 'number') return connectionsMax
  return Math.max(1, Math.min(connectionsMax, Math.floor(descriptors * descriptorsOfDoor)))
}

function oldest(sockets: ReadonlySet<Socket>): Socket | undefined {
  return sockets.values().next().value
}
