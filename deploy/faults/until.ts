/** Waits for what another process comes to by itself. */
import { setTimeout as pause } from 'node:timers/promises'

const lookAgainMs = 50

/** Looks again until it holds. */
export async function until(what: string, timeoutMs: number, holds: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + timeoutMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Not within ${timeoutMs} ms: ${what}.`)
    await pause(lookAgainMs)
  }
}
