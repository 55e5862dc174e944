/** The gateway's two questions to the registry: the next bundle, and the list of keys. What comes back is believed by its signature alone. */
import { GatewayError } from '../errors.ts'
import { bundleAnswerMs, bundleBytesMax, bundleWaitSeconds, keyListBytesMax } from '../limits.ts'

export interface RegistryQuestions {
  /** The bundle after this number as it is signed; `null` when none came within the wait. */
  nextBundle(after: number, signal: AbortSignal): Promise<string | null>
  keyList(signal: AbortSignal): Promise<string>
}

/** Asks over HTTP; no redirects, sizes bounded. */
export function askRegistry(registryUrl: string): RegistryQuestions {
  return {
    nextBundle: (after, signal) => {
      const address = `${registryUrl}/bundle?after=${after}&wait=${bundleWaitSeconds}`
      return text(address, bundleBytesMax, signal, bundleWaitSeconds * 1000 + bundleAnswerMs)
    },
    keyList: async (signal) => {
      const list = await text(`${registryUrl}/keys`, keyListBytesMax, signal, bundleAnswerMs)
      if (list === null) throw new GatewayError('REGISTRY_UNAVAILABLE', 'expected the list of keys, got nothing')
      return list
    },
  }
}

async function text(address: string, bytesMax: number, signal: AbortSignal, timeoutMs: number): Promise<string | null> {
  try {
    const response = await fetch(address, {
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    if (response.status === 204) return null
    if (response.status !== 200) throw new Error(`expected 200 or 204, got ${response.status}`)
    return await bounded(response, bytesMax)
  } catch (cause) {
    throw new GatewayError('REGISTRY_UNAVAILABLE', 'the registry does not answer', { cause })
  }
}

async function bounded(response: Response, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > bytesMax) throw new Error(`expected at most ${bytesMax} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
