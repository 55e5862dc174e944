/** The key store as its operator sees it: months and acts, never a key. */
import { asObject } from '../output/profile.ts'
import { ownError } from '../texts/lessons.ts'
import type { FoundHub } from './find-hub.ts'
import { readJsonKey } from './read-key.ts'
import { operatorCall } from './registry-calls.ts'
import { getSigned } from './signed-request.ts'

export type MonthState = 'next' | 'active' | 'retired' | 'held' | 'destroyed'
export type MonthAct = 'hold' | 'release' | 'destroy'

/** When (instant), by whose key, and why. */
export interface ActView {
  readonly at: string
  readonly by: string
  readonly reason: string
}

/** A month's keys. Dates are legal dates. */
export interface MonthView {
  readonly month: string
  readonly state: MonthState
  readonly madeAt: string
  readonly destructibleFrom: string
  readonly termEnds: string
  readonly hold: ActView | null
  readonly destroyed: ActView | null
}

/** Every month, oldest first. */
export async function monthViews(hub: FoundHub): Promise<readonly MonthView[]> {
  const { months } = asObject(await getSigned(`${hub.registry}/months`, readJsonKey(hub.operatorKey)))
  if (!Array.isArray(months)) throw ownError('HUB_ANSWERED_WITH_AN_ERROR')
  return months.filter(isMonthView)
}

/**
 * One act on a month's keys.
 * @throws CliError (exit 1) with what stands against it
 */
export async function actOnMonth(hub: FoundHub, month: string, act: MonthAct, reason: string): Promise<MonthView> {
  const { month: view } = await operatorCall(hub, `/months/${month}/${act}`, { reason })
  if (!isMonthView(view)) throw ownError('HUB_ANSWERED_WITH_AN_ERROR')
  return view
}

function isMonthView(value: unknown): value is MonthView {
  const { month, state, termEnds } = asObject(value)
  return [month, state, termEnds].every((one) => typeof one === 'string')
}
