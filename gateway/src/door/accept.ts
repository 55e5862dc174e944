/** What a caller accepts, as far as the door asks. */
import { quality } from '../shape/media-type.ts'

/** Whether either media type of GraphQL over HTTP may answer this caller. */
export function acceptsAnswer(accept: string | undefined): boolean {
  return quality(accept, 'application/json') > 0 || quality(accept, 'application/graphql-response+json') > 0
}
