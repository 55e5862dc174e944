/** Content types of GraphQL over HTTP (RFC 9110 §12.5.1): the new one for callers that name it, plain JSON for all others. */

const graphqlType = 'application/graphql-response+json'
const jsonType = 'application/json'

interface Range {
  readonly type: string
  readonly q: number
}

/** Weights by what callers say and of which type: most of them say the same each time. */
const weights = new Map<string, Map<string, number>>()
const saidMax = 64
const saidCharsMax = 256

/** Weight a caller gives a media type: that of its most exact range, 1 where it says nothing. */
export function quality(accept: string | undefined, type: string): number {
  if (accept === undefined) return 1
  const known = weights.get(accept)?.get(type)
  if (known !== undefined) return known
  const weight = accept.trim() === '' ? 1 : weightIn(accept.split(',').map(readRange), type)
  if (accept.length <= saidCharsMax) keep(accept, type, weight)
  return weight
}

function keep(accept: string, type: string, weight: number): void {
  if (weights.size >= saidMax) weights.clear()
  const own = weights.get(accept) ?? new Map<string, number>()
  weights.set(accept, own)
  own.set(type, weight)
}

function weightIn(ranges: readonly Range[], type: string): number {
  const family = `${type.split('/')[0]}/*`
  const exact = [type, family, '*/*'].map((one) => ranges.find((range) => range.type === one))
  return exact.find((range) => range !== undefined)?.q ?? 0
}

/** Whether only `application/json` is accepted: then a document that cannot run answers 200 (GraphQL over HTTP §6.4.1). */
export function acceptsJsonOnly(accept: string | undefined): boolean {
  return (
    accept !== undefined && accept.trim() !== '' && quality(accept, jsonType) > 0 && quality(accept, graphqlType) === 0
  )
}

/** The type that answers: of two that are liked alike the new one where the caller names it. */
export function mediaType(accept: string | undefined): string {
  const [graphql, json] = [quality(accept, graphqlType), quality(accept, jsonType)]
  const isNamed = accept?.toLowerCase().includes(graphqlType) === true
  const type = graphql > json || (graphql === json && isNamed) ? graphqlType : jsonType
  return `${type}; charset=utf-8`
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const q = parameters.find((parameter) => parameter.startsWith('q='))
  const value = q === undefined ? 1 : Number(q.slice(2))
  return { type, q: Number.isFinite(value) ? value : 0 }
}
