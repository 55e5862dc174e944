/** Asks a gateway over HTTP, or in its own process. */
import type { Question } from './federation.ts'

export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions?: Readonly<Record<string, unknown>>
  }[]
}

export type Ask = (question: Question) => Promise<Answer>

/** Asks an endpoint; `caller` goes as `x-caller`. */
export function asking(url: string, caller?: string): Ask {
  return async ({ query, variables = {} }) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(caller === undefined ? {} : { 'x-caller': caller }),
      },
      body: JSON.stringify({ query, variables }),
    })
    return (await response.json()) as Answer
  }
}
