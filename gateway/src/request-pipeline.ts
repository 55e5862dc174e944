/** The walk of a request: nine rooms, one after another (design.md §2.1). A refusal takes the last rooms too; nothing leaves but what was audited. */

import { type AuditDeps, type Audited, auditAnswer } from './audit/audit-answer.ts'
import { type AuthenticateDeps, authenticate } from './authenticate/authenticate.ts'
import type { DoorRequest, TurnedAway } from './authenticate/authenticated.ts'
import { type ContractDeps, selectContract } from './contract/select-contract.ts'
import { type DecideDeps, decide } from './decide/decide-operation.ts'
import type { Decided } from './decide/decided.ts'
import { type FetchDeps, fetchPlan } from './fetch/fetch-plan.ts'
import { keepLawfulRows, type RowsDeps } from './lawful-rows/keep-lawful-rows.ts'
import { type PlanDeps, plan } from './plan/plan-operation.ts'
import type { Refused } from './refused.ts'
import { type Answer, respond } from './respond/respond.ts'
import { shapeAnswer } from './shape/shape-answer.ts'

/** What each room works with. */
export interface Rooms {
  readonly authenticate: AuthenticateDeps
  readonly contract: ContractDeps
  readonly decide: DecideDeps
  readonly plan: PlanDeps
  readonly fetch: FetchDeps
  readonly rows: RowsDeps
  readonly audit: AuditDeps
  /** Carries a decided operation that was sent as text from the first rooms to the rest: through @apollo/server. */
  readonly carry: Carry
}

/** Takes a decided operation to the rest of the walk. */
export type Carry = (decided: Decided, walkOn: (decided: Decided | Refused) => Promise<Audited>) => Promise<Audited>

/** DoorRequest → Answer. What is turned away in the first room never was a request: it has no answer of the walk. */
export async function requestPipeline(request: DoorRequest, rooms: Rooms): Promise<Answer | TurnedAway> {
  const authenticated = await authenticate(request, rooms.authenticate)
  if (authenticated.kind === 'turned_away') return authenticated
  const contracted = selectContract(authenticated, rooms.contract)
  const decided = await decide(contracted, rooms.decide)
  const audited = await carried(decided, rooms)
  return respond(audited)
}

/** The rooms from `plan` to `audit`. */
export async function walkOn(decided: Decided | Refused, rooms: Rooms): Promise<Audited> {
  const planned = await plan(decided, rooms.plan)
  const fetched = await fetchPlan(planned, rooms.fetch)
  const lawful = await keepLawfulRows(fetched, rooms.rows)
  const shaped = shapeAnswer(lawful)
  return auditAnswer(shaped, rooms.audit)
}

/** Refused before it was decided: the door itself turns a body away that is no operation. */
export async function refuseAtDoor(refused: Refused, rooms: Rooms): Promise<Answer> {
  const audited = await walkOn(refused, rooms)
  return respond(audited)
}

/** A registered operation, named by its hash, has nothing for @apollo/server to do: it goes straight on. */
function carried(decided: Decided | Refused, rooms: Rooms): Promise<Audited> {
  if (decided.kind === 'refused' || decided.request.query === null) return walkOn(decided, rooms)
  return rooms.carry(decided, (one) => walkOn(one, rooms))
}
