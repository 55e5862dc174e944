/**
 * The front of a subgraph's server: connections of the hub are read here as long as they say nothing but its calls in their
 * plain form; at the first request of another form Node's own HTTP takes the connection over.
 */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { KitError } from '../errors.ts'
import { connectionsSweepMs } from '../limits.ts'
import type { AnswerHub } from '../routes/graphql-route.ts'
import { HubConnection, type HubConnectionOwner } from './hub-connection.ts'

export interface HubFrontParts {
  readonly answer: AnswerHub
  readonly draining: { readonly yes: boolean }
  /** Hears of each refusal and failure; gives what the caller is told. */
  readonly onError: (error: unknown) => KitError
}

export interface HubFront {
  /** Ends idle connections; those under way end with their answer. */
  close(): void
}

/** Puts the front before a server that does not listen yet. */
export function openHubFront(server: Server, { answer, draining, onError }: HubFrontParts): HubFront {
  const connections = new Set<HubConnection>()
  const nodes = server.listeners('connection')
  server.removeAllListeners('connection')
  const owner: HubConnectionOwner = {
    draining,
    answer,
    onError,
    handOver: (socket, bytes) => {
      handOver(socket, bytes, () => {
        for (const listener of nodes) listener.call(server, socket)
      })
    },
    onGone: (connection) => connections.delete(connection),
  }
  server.on('connection', (socket: Socket) => connections.add(new HubConnection(socket, owner)))
  const timer = setInterval(() => {
    const now = performance.now()
    for (const connection of connections) connection.sweep(now)
  }, connectionsSweepMs).unref()
  server.once('close', () => clearInterval(timer))
  return {
    close: () => {
      for (const connection of connections) connection.endIfIdle()
    },
  }
}

/** Node reads the bytes again before any that follow; it listens first, and is let go afterwards. */
function handOver(socket: Socket, bytes: Buffer, take: () => void): void {
  socket.pause()
  socket.unshift(bytes)
  take()
  process.nextTick(() => socket.resume())
}
