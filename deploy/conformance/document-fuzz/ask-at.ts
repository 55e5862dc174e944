/** The same documents by HTTP, asked by nobody in particular: only what the catalog opens to everybody may come. */
import type { GivenAnswer, SentDocument } from './hub-graph.ts'

/** Asks the door at an address; its shared budget and its limits on bytes are lawful answers. */
export function askAt(url: string): (sent: SentDocument) => Promise<GivenAnswer> {
  return async ({ query, operationName, variables, accept }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query, operationName, variables }),
    })
    const headers = { 'content-type': response.headers.get('content-type') ?? '' }
    return { status: response.status, headers, body: await response.text() }
  }
}
