/** What one request's answer is written with: the mask, the failures, and where in the answer the writer stands. */
import type { ItemId } from '@xinqiao/schema'
import type { AskedField } from '../decide/asked-field.ts'
import { failureStop, type Stop } from '../decide/stop.ts'
import type { AgencyFailure, AnswerObject } from '../fetch/answer.ts'
import type { Lawful } from '../lawful-rows/lawful.ts'
import { type AnswerError, errorOf } from './error-of.ts'

/** JSON of a value; `nulled`: a null that its place does not take, so that the next one above becomes null. */
export type Written = string
export const nulled = ''
export const nullText = 'null'

/** Writes a value that is there. */
export type ValueWriter = (value: unknown, on: Writing) => Written
/** Writes one member of an object with the brace or comma before it; `null`: a form, of which nothing was fetched. */
export type FieldWriter = (object: AnswerObject | null, on: Writing) => Written

const noStops: ReadonlyMap<ItemId, Stop> = new Map()

export class Writing {
  readonly from: Lawful
  readonly errors: AnswerError[]
  /** Items closed for the subjects of the slice that is written. */
  stops: ReadonlyMap<ItemId, Stop> = noStops
  /** Where the writer stands: names of the caller's and places in lists. */
  readonly path: (string | number)[] = []
  /** The same by the hub's names, lists left out: for looking up which agency fills a place. */
  readonly keys: string[] = []

  constructor(from: Lawful, errors: AnswerError[]) {
    this.from = from
    this.errors = errors
  }

  isClosed(field: AskedField): boolean {
    return field.stop !== null || (this.stops.size > 0 && field.items.some((item) => this.stops.has(item)))
  }

  /** The failure an agency's fetch left at a place, told at the writer's place and `response`. */
  tellFailure({ code, agency }: AgencyFailure, response?: string): void {
    const path = response === undefined ? [...this.path] : [...this.path, response]
    this.errors.push(errorOf(failureStop(code, null, agency), path))
  }

  /** An agency sent what cannot stand at this place; silent where no agency is known to fill it. */
  tellInvalid(key?: string, response?: string): void {
    const agency = this.#agencyAt(key)
    if (agency === undefined) return
    const failure: AgencyFailure = { code: 'SUBGRAPH_INVALID_ANSWER', agency }
    if (!this.from.session.failed.has(agency)) this.from.session.failed.set(agency, failure.code)
    this.tellFailure(failure, response)
  }

  #agencyAt(key: string | undefined): string | undefined {
    const services = this.from.operation?.plan.serviceAt
    const keys = key === undefined ? this.keys : [...this.keys, key]
    const service = services?.get(`.${keys.join('.')}`)
    return service === undefined || service === 'hub' ? undefined : service
  }
}
