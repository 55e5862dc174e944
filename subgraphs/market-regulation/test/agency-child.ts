/** Market regulation as a process of its own, for tests that kill it: gets its settings as one message, tells its address. */
import { startMarketRegulation } from '../src/index.ts'

type Settings = Parameters<typeof startMarketRegulation>[0]

async function start(settings: Settings): Promise<void> {
  const keys = {
    ...settings.keys,
    ref: Uint8Array.from(settings.keys.ref),
    records: Uint8Array.from(settings.keys.records),
  }
  const { url } = await startMarketRegulation({ ...settings, keys })
  process.send?.({ url })
}

process.once('message', (settings: Settings) => void start(settings))
