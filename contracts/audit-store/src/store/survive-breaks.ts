/** A connection that breaks must fail its statement, not its process: `pg` tells the break a second time, as an event. */
import type pg from 'pg'

/** Hears the event for connections that are idle and for those in use; the statement under way rejects by itself. */
export function surviveBreaks(pool: pg.Pool): void {
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
}
