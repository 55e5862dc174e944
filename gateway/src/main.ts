/** The gateway process: start, drain, stop. */
import { AuditLogError } from '@xinqiao/audit-log'
import { readConfig } from './config.ts'
import { GatewayError } from './errors.ts'
import { openEvents } from './events.ts'
import { startGateway } from './start-gateway.ts'

/** Exit code of a start that settings or a damaged log forbid (faults.md, "Codes"). */
const notAllowed = 78

async function main(): Promise<void> {
  const gateway = await startGateway(readConfig())
  const stop = (): void => {
    gateway.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.send?.({ ready: true, urls: { gateway: gateway.url, url: gateway.url } })
}

main().catch((error: unknown) => {
  const events = openEvents('info')
  const isKnown = error instanceof GatewayError || error instanceof AuditLogError
  if (isKnown) events.notStarted(error.code, error.message)
  else events.failed('start', error)
  process.exit(isKnown && (error.code === 'CONFIG_INVALID' || error.code === 'AUDIT_DAMAGED') ? notAllowed : 1)
})
