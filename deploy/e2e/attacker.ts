/** What an attacker sends that no kit of ours would: bytes on a socket, fetches signed with a stolen key, proofs for another address. */
import { connect } from 'node:net'
import {
  type FetchContext,
  generateKeyPairJwk,
  importSigningKey,
  signClientAssertion,
  signDpopProof,
  signFetch,
} from '@xinqiao/schema'
import type { HubUnderTest } from './hub-under-test.ts'

/** Status and text of an answer, however it was asked for. */
export interface Loot {
  readonly status: number
  readonly text: string
}

/** A plain request. */
export async function send(url: string, init: RequestInit = {}): Promise<Loot> {
  const answer = await fetch(url, init)
  return { status: answer.status, text: await answer.text() }
}

/** A body to the gateway, byte for byte. */
export function post(hub: HubUnderTest, body: string, headers: Record<string, string> = {}): Promise<Loot> {
  return send(`${hub.file.gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
}

/** An operation to the gateway with headers twice or none: what `fetch` would tidy up. */
export function sendRaw(hub: HubUnderTest, headers: readonly string[], body: string): Promise<Loot> {
  const { hostname, port } = new URL(hub.file.gateway)
  const head = ['POST /graphql HTTP/1.1', `Host: ${hostname}`, 'Connection: close', 'Content-Type: application/json']
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let text = ''
    socket.on('data', (data) => {
      text += data.toString()
    })
    socket.once('close', () => resolve({ status: Number(text.split(' ')[1]), text }))
    socket.once('error', reject)
    socket.write([...head, ...headers, length, '', body].join('\r\n'))
  })
}

/** A fetch to an agency, signed with any key of the hub's state folder: a hub that was broken into. */
export async function fetchAs(
  hub: HubUnderTest,
  key: string,
  agency: string,
  items: readonly string[],
  query: string,
  representations: readonly unknown[],
): Promise<Loot & { readonly again: () => Promise<Loot> }> {
  const url = `${hub.file.agencies[agency]?.url}/graphql`
  const body = JSON.stringify({ query, variables: { representations } })
  const context: FetchContext = { contract: 'CT-TAX-01@1', purpose: '', case: '', official: '', items, requestId: 'r' }
  const signed = signFetch(
    { ...context, method: 'POST', url, body: Buffer.from(body) },
    importSigningKey(hub.readKey(key)),
  )
  const again = () => send(url, { method: 'POST', headers: { ...signed, 'content-type': 'application/json' }, body })
  return { ...(await again()), again }
}

/** Asks the token endpoint; each part may be somebody else's. */
export async function askToken(
  hub: HubUnderTest,
  detail: Record<string, unknown>,
  wish: { readonly client: string; readonly key?: string; readonly htu?: string; readonly assertion?: string },
): Promise<Loot> {
  const { issuer, clients } = hub.file
  const key = hub.readKey(wish.key ?? clients[wish.client]?.key ?? '')
  const assertion = wish.assertion ?? (await signClientAssertion({ clientId: wish.client, audience: issuer }, key))
  const { privateKey } = await generateKeyPairJwk('ES256')
  const dpop = await signDpopProof({ method: 'POST', url: wish.htu ?? `${issuer}/token` }, privateKey)
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    authorization_details: JSON.stringify([{ type: 'credit_query', case: 'c', official: { ref: 'o' }, ...detail }]),
  })
  return send(`${issuer}/token`, { method: 'POST', headers: { dpop }, body })
}

/** Text written `count` times. */
export function times(count: number, write: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => write(n)).join(' ')
}
