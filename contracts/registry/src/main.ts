/** The registry process: start, drain, stop. */
import { readConfig } from './config.ts'
import { RegistryError } from './errors.ts'
import { openEvents } from './events.ts'
import { startRegistry } from './start-registry.ts'

const configInvalid = 78

async function main(): Promise<void> {
  const registry = await startRegistry(readConfig())
  const stop = (): void => {
    registry.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.send?.({ ready: true, urls: registry.urls })
}

main().catch((error: unknown) => {
  const events = openEvents('info')
  if (error instanceof RegistryError) events.notStarted(error.code, error.message)
  else events.failed('start', error)
  process.exit(
    error instanceof RegistryError && ['CONFIG_INVALID', 'AUDIT_DAMAGED', 'KEYS_DAMAGED'].includes(error.code)
      ? configInvalid
      : 1,
  )
})
