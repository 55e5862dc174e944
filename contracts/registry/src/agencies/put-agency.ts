/** The act that registers agencies or publishes their next schemas. Nothing is taken over unless everything fits. */
import type { Catalog, DataStandards, LegalDate } from '@xinqiao/schema'
import { type Finding, RegistryError } from '../errors.ts'
import type { Act } from '../release/act.ts'
import { rulesOf } from '../release/rules-of.ts'
import { lawfulFindings } from '../schemas/check-schema.ts'
import { type RegisteredAgency, type RegistryState, withEntries } from '../state.ts'
import { type AgencyRequest, agencyFindings } from './agency-request.ts'

/** What an act on agencies is judged by. */
export interface AgencyContext {
  readonly hosts: readonly string[]
  readonly production: boolean
  readonly standards: DataStandards
  today(): LegalDate
}

/**
 * The act of `PUT /agencies/{id}` and, for several at once, `PUT /agencies`: all or none, composed once.
 * The same registration twice changes nothing.
 */
export function putAgencies(requests: readonly AgencyRequest[], by: string, context: AgencyContext): Act {
  return {
    act: 'agency.put',
    object: requests.map((request) => request.id).join(' '),
    by,
    next: (state) => {
      const { catalog } = rulesOf(state)
      if (catalog === null)
        throw new RegistryError(
          'NOT_IN_CATALOG',
          422,
          'No catalog is in force: a schema cannot be judged before one is approved.',
        )
      const registered = requests.map((request) => register(request, state))
      const after = {
        ...state,
        agencies: withEntries(
          state.agencies,
          registered.map((agency) => [agency.id, agency]),
        ),
      }
      refuse(requests.flatMap((request) => findingsOf(request, state, after, catalog, context)))
      return after
    },
  }
}

function register(request: AgencyRequest, state: RegistryState): RegisteredAgency {
  const former = state.agencies.get(request.id)
  const same = former !== undefined && former.sdl === request.sdl
  return { ...request, schemaVersion: same ? former.schemaVersion : (former?.schemaVersion ?? 0) + 1 }
}

/** A schema is judged against its own former text, and beside the others as they will be. */
function findingsOf(
  request: AgencyRequest,
  before: RegistryState,
  after: RegistryState,
  catalog: Catalog,
  context: AgencyContext,
): readonly Finding[] {
  const former = before.agencies.get(request.id)
  const findings = agencyFindings(request, catalog, context.hosts, context.production)
  if (former?.sdl === request.sdl) return findings
  const agencies = new Map(after.agencies)
  if (former === undefined) agencies.delete(request.id)
  else agencies.set(request.id, former)
  const beside = { ...after, agencies }
  return [
    ...findings,
    ...lawfulFindings({ agency: request.id, sdl: request.sdl }, beside, {
      catalog,
      standards: context.standards,
      today: context.today(),
    }),
  ]
}

function refuse(findings: readonly Finding[]): void {
  const [worst] = findings
  if (worst === undefined) return
  throw new RegistryError(
    worst.code as RegistryError['code'],
    422,
    'The registration is refused; what runs is unchanged.',
    { findings },
  )
}
