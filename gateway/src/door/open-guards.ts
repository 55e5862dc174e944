/** What keeps the door answering when much is asked or the thread stands still. */
import type { GatewayEvents } from '../events.ts'
import { startWatchdog, type Watchdog } from '../watchdog.ts'
import { Admission } from './admission.ts'
import { watchLoad } from './watch-load.ts'

export interface Guards {
  readonly admission: Admission
  readonly watchdog: Watchdog
  close(): void
}

/** Opens them; they watch until they are closed. */
export function openGuards(events: GatewayEvents): Guards {
  const [admission, watchdog] = [new Admission(), startWatchdog(events)]
  const unwatch = watchLoad(admission, events)
  return {
    admission,
    watchdog,
    close: () => {
      watchdog.close()
      unwatch()
    },
  }
}
