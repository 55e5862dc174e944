/** The nine rooms of the walk, each with what it needs of the process. */
import { FailureBudget, NonceStore } from '@xinqiao/schema'
import { tokenReader } from './authenticate/access-token.ts'
import { decisionCache } from './decide/decision-cache.ts'
import { introducing } from './door/admission.ts'
import { nameOf } from './events.ts'
import { askLeaseAt } from './facts/ask-lease.ts'
import { openFacts } from './facts/open-facts.ts'
import { countQuotas } from './facts/quotas.ts'
import { isLoopback } from './fetch/sign-request.ts'
import { signedVouching } from './fetch/signed-vouching.ts'
import type { GatewayParts } from './gateway-parts.ts'
import { compiledBytes, planCache } from './plan/plan-cache.ts'
import { cursorKeyOf } from './plan/sealed-cursor.ts'
import type { Rooms } from './request-pipeline.ts'

/** Opens them. */
export function openRooms(parts: GatewayParts): Rooms {
  const { config, events, clock, audit, bundles, office, standings, planner, transport, apollo, checks } = parts
  const { breakerOf } = parts
  const facts = openFacts(standings, office)
  const quotas = countQuotas({
    askLease: askLeaseAt(config.registryUrl, parts.keys.signing),
    onFailure: (error) => events.leaseFailed(nameOf(error)),
  })
  const production = config.profile === 'production'
  const plan = { planner, cache: planCache({ weigh: compiledBytes }), cursorKey: cursorKeyOf(config.keys.cursor) }
  return {
    authenticate: {
      current: () => bundles.current(),
      tokens: introducing(
        parts.guards.admission,
        tokenReader({
          audience: () => parts.public.url,
          onFailure: (error) => events.failed('issuer-keys', error),
        }),
      ),
      openProof: (shown) => checks.openProof(shown),
      proofs: new NonceStore(),
      failures: new FailureBudget(),
      clock,
      refKey: config.keys.ref,
      events,
    },
    contract: { clock, quotas },
    decide: {
      facts,
      quotas,
      refKey: config.keys.ref,
      cache: decisionCache(),
      introspection: !production,
      registeredOnly: production,
    },
    plan,
    fetch: {
      transport,
      breakerOf,
      now: () => performance.now(),
      vouching: signedVouching({
        keys: parts.keys,
        wallSeconds: () => Date.now() / 1000,
        isPinned: ({ url }) => !production && isLoopback(url),
        checks,
      }),
    },
    rows: { facts, plan },
    audit: { log: audit.log, pseudonyms: parts.monthKeys, answerKey: config.keys.answer, events },
    carry: apollo.carry,
  }
}
