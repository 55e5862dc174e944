/** A connection of records is planned whole: its rows with their facts and whether more follow, whatever of it the caller selects. */
import { type FieldNode, GraphQLError, type GraphQLField, print } from 'graphql'
import { argumentReader } from '../decide/field-arguments.ts'
import { pageRowsMax } from '../decide/limits.ts'
import { pageEnd } from '../decide/record-facts.ts'
import type { Cutting } from './cutting.ts'
import type { Bind } from './operation-variables.ts'
import { printArguments } from './print-arguments.ts'

/** Arguments and selection, with one row more than the caller wants: so a full page is known to have an end. */
export function printPage(
  on: Cutting,
  node: FieldNode,
  definition: GraphQLField<unknown, unknown>,
  coordinate: string,
  rows: string,
): string {
  const { args } = argumentReader(definition, node)
  const first: Bind = ({ variables }) => rowsAsked(args(variables)['first'])
  const after: Bind = ({ variables, slices, openCursor }) => {
    const cursor = args(variables)['after']
    if (cursor === undefined || cursor === null) return undefined
    if (typeof cursor !== 'string') throw new GraphQLError('Argument "after" is no cursor.')
    return openCursor(cursor, coordinate, slices[on.slice])
  }
  const given = (name: string): string => {
    const argument = node.arguments?.find((one) => one.name.value === name)
    return argument === undefined ? '' : print(argument.value)
  }
  const pages = { first: { identity: `first ${given('first') || 'of the schema'}`, bind: first } }
  const goesOn = { after: { identity: `after ${on.slice} ${coordinate} ${given('after')}`, bind: after } }
  const instead = given('after') === '' ? pages : { ...pages, ...goesOn }
  return `${printArguments(on.variables, node, definition, instead)} { nodes { ${rows} } ${pageEnd} }`
}

/** Rows the agency is asked for when a caller wants so many. */
export function rowsAsked(first: unknown): number {
  return Math.min((typeof first === 'number' ? first : pageRowsMax) + 1, pageRowsMax)
}
