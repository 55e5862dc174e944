/** Every reason to refuse an agency's schema, told at once; composition itself is the registry's. */
import type { Catalog, DataStandards, ProviderId } from '@xinqiao/schema'
import { GraphQLError, parse } from 'graphql'
import { consentOnlyApart } from './consent-only-apart.ts'
import { directiveNotRenamed } from './directive-not-renamed.ts'
import { everyFieldHasAnItem } from './every-field-has-an-item.ts'
import { itemInCatalog } from './item-in-catalog.ts'
import { itemOfThisProvider } from './item-of-this-provider.ts'
import { negativeItemHasBasis } from './negative-item-has-basis.ts'
import { noProhibitedName } from './no-prohibited-name.ts'
import { type CheckedSchema, readSchema } from './read-schema.ts'
import { requiresStaysWithinItem } from './requires-stays-within-item.ts'
import { finding, type SchemaCheck, type SchemaFinding } from './schema-finding.ts'
import { subjectsOwnFields } from './subjects-own-fields.ts'

export interface SubgraphToCheck {
  readonly sdl: string
  readonly provider: ProviderId
  readonly catalog: Catalog
  readonly standards: DataStandards
  /** SDL of the other agencies, as they run. */
  readonly running: ReadonlyMap<ProviderId, string>
}

/** In statute order. */
const checks: readonly SchemaCheck[] = [
  everyFieldHasAnItem,
  directiveNotRenamed,
  itemInCatalog,
  itemOfThisProvider,
  subjectsOwnFields,
  noProhibitedName,
  consentOnlyApart,
  requiresStaysWithinItem,
  negativeItemHasBasis,
]
/** A schema of this size could not be read in reasonable time. */
const tokensMax = 200_000

/** Empty when the schema may go on to composition. */
export function checkSubgraphSdl({
  sdl,
  provider,
  catalog,
  standards,
  running,
}: SubgraphToCheck): readonly SchemaFinding[] {
  const schema = schemaOf(sdl)
  if (schema === undefined) return [finding('GRAPHQL_PARSE_FAILED', 'schema')]
  const others = new Map<ProviderId, CheckedSchema>()
  for (const [id, text] of running) {
    const other = id === provider ? undefined : schemaOf(text)
    if (other !== undefined) others.set(id, other)
  }
  return checks.flatMap((check) => check({ schema, provider, catalog, standards, running: others }))
}

function schemaOf(sdl: string): CheckedSchema | undefined {
  try {
    return readSchema(parse(sdl, { maxTokens: tokensMax }))
  } catch (error) {
    if (error instanceof GraphQLError) return undefined
    throw error
  }
}
