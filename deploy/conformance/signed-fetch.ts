/** Any request to the hub, sent as a consumer sends its own: with an access token and a DPoP proof made for this request. */
import { openSession } from '@xinqiao/consumer-kit'
import type { Asking, HubUnderTest } from '../e2e/hub-under-test.ts'

/** A `fetch` whose requests to the hub bear the client's token and a fresh proof. */
export function signedFetch({ file, readKey }: Pick<HubUnderTest, 'file' | 'readKey'>, as: Asking): typeof fetch {
  const client = file.clients[as.client]
  if (client === undefined) throw new Error(`No client ${as.client} in hub.json.`)
  return async (input, init) => {
    let answered: Response | undefined
    const session = await openSession({
      gateway: file.gateway,
      issuer: file.issuer,
      clientId: as.client,
      privateKey: readKey(client.key),
      contract: as.contract,
      purpose: as.purpose,
      official: { ref: 'task:audit', role: 'audit' },
      ...(as.case === undefined ? {} : { case: as.case }),
      // The kit's own question to the hub becomes the one that is audited; its questions to the issuer stay.
      fetch: async (url, own) => {
        if (url !== `${file.gateway}/graphql`) return fetch(url, own)
        const { authorization = '', dpop = '' } = own.headers as Readonly<Record<string, string>>
        const headers = new Headers(init?.headers)
        headers.set('authorization', authorization)
        headers.set('dpop', dpop)
        answered = await fetch(input, { ...init, headers })
        return new Response('{}', { headers: { 'content-type': 'application/json' } })
      },
    })
    await session.query('{ __typename }')
    if (answered === undefined) throw new Error('The hub was not asked.')
    return answered
  }
}
