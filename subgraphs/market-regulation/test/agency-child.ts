/** Market regulation as a process of its own, for tests that kill it: gets its settings as one message, tells its address. */
import { startMarketRegulation } from '../src/index.ts'

process.once('message', async (settings: Parameters<typeof startMarketRegulation>[0]) => {
  const keys = {
    ...settings.keys,
    ref: Uint8Array.from(settings.keys.ref),
    records: Uint8Array.from(settings.keys.records),
  }
  const { url } = await startMarketRegulation({ ...settings, keys })
  process.send?.({ url })
})
