#!/usr/bin/env node
/** `xinqiao-witness`: run by a body that does not run the hub, from a copy of this package's folder. */
import { AuditLogError } from '../errors.ts'
import { makeKey, only, readKey, readLogs, readOptions, usage } from './witness-options.ts'
import { startWitness } from './witness-server.ts'
import { openWitnessState } from './witness-state.ts'

try {
  const options = readOptions(process.argv.slice(2))
  if (options('new-key').length === 0) await run(options)
  else process.stdout.write(`${makeKey(only(options, 'new-key'), only(options, 'name')).vkey}\n`)
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n\n${usage}\n`)
  process.exitCode = 2
}

async function run(options: ReturnType<typeof readOptions>): Promise<void> {
  const signer = readKey(only(options, 'key'))
  const logKeys = readLogs(options('log'), options('logs')[0])
  const at = { host: options('host')[0] ?? '127.0.0.1', port: Number(only(options, 'port')) }
  const state = await openWitnessState(only(options, 'state'))
  const onEvidence = (kind: string, file: string): void => log('evidence-kept', { alarm: true, kind, file })
  const onFailure = (error: unknown): void => log('failed', { alarm: true, reason: reasonOf(error) })
  const server = await startWitness({ logKeys, signer, state, now: Date.now, onEvidence }, at, onFailure)
  log('started', { port: server.port, vkey: signer.vkey })
  const stop = (): void => void server.close().then(() => state.close())
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
}

/** One line of JSON for each thing that happens. */
function log(event: string, fields: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`)
}

function reasonOf(error: unknown): string {
  if (error instanceof AuditLogError) return error.message
  return (error as NodeJS.ErrnoException).code ?? 'unknown'
}
