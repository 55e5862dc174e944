/** What an operation is cut with: for one slice of one form. */
import type { ItemId } from '@xinqiao/schema'
import type { OperationForm } from '../decide/operation-form.ts'
import { type RecordTypes, recordTypes } from '../decide/record-types.ts'
import type { Stop } from '../decide/stop.ts'
import { cutWorkMax } from './limits.ts'
import type { OperationVariables } from './operation-variables.ts'

export interface Cutting {
  readonly form: OperationForm
  readonly types: RecordTypes
  /** Items closed for the subjects of this slice. */
  readonly stops: ReadonlyMap<ItemId, Stop>
  readonly variables: OperationVariables
  /** Place of the slice among all of the operation. */
  readonly slice: number
  /** Whether the contract is bound to divisions, so that rows are judged by theirs. */
  readonly byDivision: boolean
  /** Fields it may still read, each for each type that may give it; shared by all slices of an operation. */
  readonly work: { left: number }
}

/** The cut operation would be longer than a planner may be given. */
export class OperationTooLong extends Error {}

/** @throws OperationTooLong */
export function spend({ work }: Pick<Cutting, 'work'>, count: number): void {
  work.left -= count
  if (work.left < 0) throw new OperationTooLong()
}

/** Made once for each slice of a planned form. */
export function cutting(
  form: OperationForm,
  stops: Cutting['stops'],
  variables: OperationVariables,
  slice: number,
  byDivision: boolean,
  work: Cutting['work'] = { left: cutWorkMax },
): Cutting {
  return { form, types: recordTypes(form.running), stops, variables, slice, byDivision, work }
}
