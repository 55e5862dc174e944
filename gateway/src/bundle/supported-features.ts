/** Features of a supergraph that the hub runs and the stock gateway does not. Pure: the programs with Apollo's libraries read it. */
import { type DocumentNode, Kind } from 'graphql'

/** `@context`/`@fromContext` are run by the room `fetch`; the weights of `@cost` and `@listSize` change no answer. */
export const ownFeatures: readonly string[] = [
  'https://specs.apollo.dev/context/v0.1',
  'https://specs.apollo.dev/cost/v0.1',
]

/** Whether a supergraph's document links one of them, so that the stock gateway would turn it down as a whole. */
export function linksOwnFeature(document: DocumentNode): boolean {
  return document.definitions.some(
    (one) =>
      (one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION) &&
      (one.directives ?? []).some((directive) =>
        (directive.arguments ?? []).some(
          ({ name, value }) => name.value === 'url' && value.kind === Kind.STRING && ownFeatures.includes(value.value),
        ),
      ),
  )
}
