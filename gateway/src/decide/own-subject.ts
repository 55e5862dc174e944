/** Root fields that a verified subject asks about itself: the hub names the subject, the caller cannot (audit.md §6, REG-16.2b). */
import { parseLegalDate } from '@xinqiao/schema'
import { GraphQLError } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { AskedField } from './asked-field.ts'
import { pageRowsMax } from './limits.ts'

/** Whether the graph marks the field as one of the subject's own. */
export function isAboutOwnSubject(
  { coordinates }: RunningBundle,
  { coordinate }: Pick<AskedField, 'coordinate'>,
): boolean {
  return coordinates.technical(coordinate) === 'self'
}

/**
 * A page within its bound, days as the graph wants them, the first not after the last; told here, since an agency's refusal tells a caller nothing.
 * @throws GraphQLError
 */
export function checkOwnArguments({ first, from, to }: Readonly<Record<string, unknown>>): void {
  if (typeof first === 'number' && (first < 1 || first > pageRowsMax))
    throw new GraphQLError('Argument "first" is out of range.')
  for (const [name, day] of [
    ['from', from],
    ['to', to],
  ] as const) {
    const isDay = day === undefined || day === null || (typeof day === 'string' && parseLegalDate(day) !== undefined)
    if (!isDay) throw new GraphQLError(`Argument "${name}" is no date, YYYY-MM-DD.`)
  }
  if (typeof from === 'string' && typeof to === 'string' && from > to)
    throw new GraphQLError('Argument "from" is after "to".')
}
