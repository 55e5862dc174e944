/** Content types of GraphQL over HTTP: the new one unless the caller accepts plain JSON only. */

const graphql = 'application/graphql-response+json; charset=utf-8'
const json = 'application/json; charset=utf-8'

/** Whether only `application/json` is accepted: then a document that cannot run answers 200 (GraphQL over HTTP §6.4.1). */
export function acceptsJsonOnly(accept: string | undefined): boolean {
  if (accept === undefined) return false
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase())
  const isOpen =
    types.includes('*/*') || types.includes('application/*') || types.includes('application/graphql-response+json')
  return types.includes('application/json') && !isOpen
}

export function mediaType(accept: string | undefined): string {
  return acceptsJsonOnly(accept) ? json : graphql
}
