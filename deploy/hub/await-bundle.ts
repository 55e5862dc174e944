/** A hub is up when its gateway runs what was loaded, not when the registry has taken it. */
import { setTimeout as pause } from 'node:timers/promises'
import { DeployError } from '../errors.ts'

const lookAgainMs = 25
const withinMs = 30_000

/**
 * Waits until the gateway runs a bundle of at least this number.
 * @throws DeployError `PROCESS_DID_NOT_START` when it does not within 30 s.
 */
export async function awaitBundle(gateway: string, number: number): Promise<void> {
  const endsAt = performance.now() + withinMs
  while (performance.now() < endsAt) {
    const answer = await fetch(`${gateway}/ready`)
    await answer.body?.cancel()
    if (Number(answer.headers.get('hub-bundle')) >= number) return
    await pause(lookAgainMs)
  }
  throw new DeployError(
    'PROCESS_DID_NOT_START',
    'The gateway did not take the newest bundle. Next: read logs/gateway.log in the state folder.',
  )
}
