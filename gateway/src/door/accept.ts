/** What a caller accepts (RFC 9110 §12.5.1), as far as the door asks. */

interface Range {
  readonly type: string
  readonly q: number
}

/** Whether either media type of GraphQL over HTTP may answer this caller. */
export function acceptsAnswer(accept: string | undefined): boolean {
  return quality(accept, 'application/json') > 0 || quality(accept, 'application/graphql-response+json') > 0
}

/** Weight a caller gives a media type: that of its most exact range, 1 where it says nothing. */
export function quality(accept: string | undefined, type: string): number {
  if (accept === undefined || accept.trim() === '') return 1
  const ranges = accept.split(',').map(readRange)
  const family = `${type.split('/')[0]}/*`
  const exact = [type, family, '*/*'].map((one) => ranges.find((range) => range.type === one))
  return exact.find((range) => range !== undefined)?.q ?? 0
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const q = parameters.find((parameter) => parameter.startsWith('q='))
  const value = q === undefined ? 1 : Number(q.slice(2))
  return { type, q: Number.isFinite(value) ? value : 0 }
}
