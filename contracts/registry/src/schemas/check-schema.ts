/** Everything that stands against a schema, at once: the law's checks, composition with the running set, contracts that would lose. */
import { checkSubgraphSdl, contractInForce } from '@xinqiao/contracts'
import { type Catalog, type CoordinateMap, coordinatesOf, type DataStandards, type LegalDate } from '@xinqiao/schema'
import { type Finding, RegistryError } from '../errors.ts'
import { sdlBytesMax } from '../limits.ts'
import { compositionFindings } from '../release/composition-findings.ts'
import type { Composer } from '../release/supergraph-of.ts'
import type { RegistryState } from '../state.ts'
import { contractLosesField } from './contract-loses-field.ts'

/** A schema to be judged against what runs. */
export interface SchemaQuestion {
  readonly agency: string
  readonly sdl: string
}

/** What it is judged by. */
export interface SchemaContext {
  readonly catalog: Catalog
  readonly standards: DataStandards
  readonly today: LegalDate
}

/** All findings, worst first: what the law forbids, what contracts would lose, what does not fit together. */
export async function checkSchema(
  question: SchemaQuestion,
  state: RegistryState,
  context: SchemaContext & { readonly composer: Composer },
): Promise<readonly Finding[]> {
  const findings = lawfulFindings(question, state, context)
  const others = otherSchemas(state, question.agency)
  const composed = await context.composer.supergraph(
    context.catalog,
    new Map([...others, [question.agency, question.sdl]]),
  )
  if (composed.kind === 'composed') return findings
  return [...findings, ...compositionFindings(composed.problems, question.agency, readCoordinates(question.sdl))]
}

/** The findings that need no composition. */
export function lawfulFindings(
  question: SchemaQuestion,
  state: RegistryState,
  context: SchemaContext,
): readonly Finding[] {
  if (Buffer.byteLength(question.sdl) > sdlBytesMax)
    throw new RegistryError('REQUEST_INVALID', 400, `The schema is larger than ${sdlBytesMax} bytes.`)
  const running = otherSchemas(state, question.agency)
  const lawful = checkSubgraphSdl({
    sdl: question.sdl,
    provider: question.agency,
    catalog: context.catalog,
    standards: context.standards,
    running,
  })
  const findings: Finding[] = lawful.map(({ code, coordinate, item, message, article, next }) => ({
    code,
    where: coordinate,
    ...(item === undefined ? {} : { item }),
    message,
    article,
    next,
  }))
  const former = state.agencies.get(question.agency)
  if (former === undefined || readCoordinates(question.sdl) === undefined) return findings
  const inForce = [...state.contracts.values()].filter((contract) => contractInForce(contract, context.today))
  return [...findings, ...contractLosesField(question.sdl, former.sdl, inForce)]
}

function otherSchemas(state: RegistryState, agency: string): ReadonlyMap<string, string> {
  return new Map([...state.agencies.values()].filter(({ id }) => id !== agency).map(({ id, sdl }) => [id, sdl]))
}

/** A text that cannot be read is a finding of the checks already. */
function readCoordinates(sdl: string): CoordinateMap | undefined {
  try {
    return coordinatesOf(sdl)
  } catch {
    return undefined
  }
}
