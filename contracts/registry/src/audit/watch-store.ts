/** A database that was away may have come back as an older one: what is to be looked at then. */
import type { RegistryEvents } from '../events.ts'

export interface StoreWatch {
  /** The registry's events; told through these, a database that is back starts the look. */
  readonly events: RegistryEvents
  /** What is done then; nothing before this is set. */
  onBack(look: () => Promise<void>): void
}

/** Wraps the events. */
export function watchStore(events: RegistryEvents): StoreWatch {
  let look = async (): Promise<void> => {}
  return {
    events: {
      ...events,
      auditKeeper: (event) => {
        events.auditKeeper(event)
        if (event.kind === 'store-back') void look()
      },
    },
    onBack: (wanted) => {
      look = wanted
    },
  }
}
