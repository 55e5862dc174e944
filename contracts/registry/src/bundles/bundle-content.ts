/** What a bundle says, as a pure function of what the registry holds. */
import type { Bundle, BundleAgency, CalendarDocument } from '@xinqiao/contracts'
import { versionInForce } from '../catalogs/life-cycle.ts'
import { bundleValidMs, tokenLifeSecondsMax } from '../limits.ts'
import type { RegisteredAgency, RegistryState } from '../state.ts'

/** Everything that is not in the state. */
export interface BundleContext {
  readonly number: number
  readonly nowMs: number
  readonly issuerUrl: string
  readonly supergraph: string
  readonly standards: unknown
  readonly calendars: readonly CalendarDocument[]
}

/** The content of the next bundle. Only active contracts are in it: every other one reads like an unknown one (D17). */
export function bundleContent(state: RegistryState, context: BundleContext): Bundle {
  const consumers = [...state.consumers.values()]
  return {
    number: context.number,
    issuedAt: new Date(context.nowMs).toISOString(),
    notAfter: new Date(context.nowMs + bundleValidMs).toISOString(),
    supergraph: context.supergraph,
    catalog: versionInForce(state.catalogs)?.document ?? null,
    standards: context.standards,
    contracts: [...state.contracts.values()].filter((contract) => contract.state === 'active'),
    consumers,
    agencies: [...state.agencies.values()].map(bundleAgency),
    issuers: [
      {
        issuer: context.issuerUrl,
        jwksUrl: `${context.issuerUrl}/jwks`,
        algorithms: ['ES256'],
        maxTokenLifeSeconds: tokenLifeSecondsMax,
        clients: consumers.flatMap((consumer) => consumer.clients.map((client) => client.id)),
      },
    ],
    calendars: context.calendars,
    auditKeys: [...state.auditKeys.values()],
    witnesses: state.witnesses,
    revokedTokens: [...state.revokedTokens.values()].filter((token) => token.until * 1000 > context.nowMs),
  }
}

function bundleAgency({ id, url, key, agreementKey, fetchAuth, body }: RegisteredAgency): BundleAgency {
  return { id, url, key, agreementKey, fetchAuth, body }
}
