/** An agency that answers otherwise than its own software would: what it says is changed, and signed with its own key. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { importSigningKey, type SignatureKey, signAnswer } from '@xinqiao/schema'
import { request } from 'undici'
import type { AgencyId, HubUnderFault } from './hub-under-fault.ts'

export type Rewrite = (answer: Record<string, unknown>) => unknown

const contentType = 'application/json'
/** Headers of one hop. */
const ofHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host', 'content-length'])

/** Puts it behind the agency's proxy; `end` puts the agency itself back. */
export async function startRewriter(
  { hub, proxies }: HubUnderFault,
  id: AgencyId,
  rewrite: Rewrite,
): Promise<{ end(): Promise<void> }> {
  const proxy = proxies[id]
  const place = hub.file.agencies[id]
  if (proxy === undefined || place === undefined) throw new Error(`No proxy stands before ${id}.`)
  const real = proxy.target
  const key = importSigningKey(hub.readKey(place.key))
  const server = createServer((asked, response) => {
    answer(asked, response, { real, key, url: place.url, rewrite }).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const turnTo = (port: number): void => {
    proxy.target = port
    proxy.cut()
  }
  turnTo((server.address() as AddressInfo).port)
  return {
    end: async () => {
      turnTo(real)
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function answer(
  asked: IncomingMessage,
  response: ServerResponse,
  on: { readonly real: number; readonly key: SignatureKey; readonly url: string; readonly rewrite: Rewrite },
): Promise<void> {
  const path = asked.url ?? ''
  const headers = Object.fromEntries(Object.entries(asked.headers).filter(([name]) => !ofHop.has(name)))
  const question = await buffer(asked)
  const real = await request(`http://127.0.0.1:${on.real}${path}`, { method: 'POST', headers, body: question })
  const said = (await real.body.json()) as Record<string, unknown>
  const body = Buffer.from(JSON.stringify(on.rewrite(said)))
  const field = (name: string): string => String(asked.headers[name] ?? '')
  const signature = signAnswer(
    {
      status: 200,
      contentType,
      body,
      request: {
        method: 'POST',
        targetUri: `${on.url}${path}`,
        contentDigest: field('content-digest'),
        requestId: field('hub-request-id'),
        signature: field('signature').slice('hub='.length),
      },
    },
    on.key,
  )
  response.writeHead(200, { ...signature, 'content-type': contentType, 'content-length': body.length }).end(body)
}
