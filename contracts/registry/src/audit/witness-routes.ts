/** `GET /audit/witnesses`: open to all. `POST /audit/witnesses`: the office decides who signs the logs' checkpoints beside the hub. */
import type { WitnessRule } from '@xinqiao/contracts'
import type { FastifyInstance } from 'fastify'
import { readBody } from '../admin/read-body.ts'
import type { SignedCallers } from '../admin/signed-callers.ts'
import { operatorOf } from '../admin/signed-request.ts'
import type { RegistryConfig } from '../config.ts'
import type { Act } from '../release/act.ts'
import type { ReleaseLine } from '../release/release-line.ts'
import { readWitnessRule, witnessAct, witnessNames } from './witness-rule.ts'

/** What the routes work with. */
export interface WitnessRooms {
  readonly config: Pick<RegistryConfig, 'profile'>
  readonly line: Pick<ReleaseLine, 'state' | 'perform'>
  readonly callers: SignedCallers
}

/** Adds the routes. */
export function witnessRoutes(app: FastifyInstance, { config, line, callers }: WitnessRooms): void {
  const production = config.profile === 'production'
  app.get('/audit/witnesses', async () => line.state.witnesses)
  app.post('/audit/witnesses', async (request) => {
    const by = operatorOf(callers, request)
    return line.perform(setWitnesses(readWitnessRule(readBody(request), { production }), by))
  })
}

/** The act; the next bundle carries the rule. The same again changes nothing. */
function setWitnesses(witnesses: WitnessRule, by: string): Act {
  const names = witnessNames(witnesses)
  return {
    act: witnessAct,
    object: names.length === 0 ? 'none' : `${witnesses.quorum} of ${names.length}: ${names.join(' ')}`,
    by,
    next: (state) => ({ ...state, witnesses }),
  }
}
