/** The next rows of one page of one subject: the same place, the same rows, from a cursor on (design.md §2.1.6). */
import { isObjectType } from 'graphql'
import type { AskedField } from '../decide/asked-field.ts'
import type { Decided } from '../decide/decided.ts'
import { pageRowsMax } from '../decide/limits.ts'
import { pageEnd } from '../decide/record-facts.ts'
import { connectionNode } from '../decide/record-types.ts'
import { cutRows } from './cut-operation.ts'
import { cutting } from './cutting.ts'
import { type Binding, OperationVariables } from './operation-variables.ts'
import { isByDivision, keepCompiled, type PlanDeps, planText } from './plan-operation.ts'
import type { PlannedOperation, Slice } from './planned.ts'
import { subjectArguments } from './print-operation.ts'

/** Response name of the subject in a refill. */
export const refillAlias = '__more'

export interface Refill {
  readonly slice: Slice
  readonly subject: { readonly kind: 'organization' | 'person'; readonly key: string }
  /** Fields from the subject down to the connection, the connection last. */
  readonly chain: readonly AskedField[]
  /** The agency's own cursor of the last row seen. */
  readonly after: string
}

interface RefillForm {
  readonly text: string
  readonly fill: (from: Binding) => Readonly<Record<string, unknown>>
}

/** Plans it; `null` when the planner gives none in time. */
export async function planRefill(
  decided: Omit<Decided, 'kind'>,
  { slice, subject, chain, after }: Refill,
  deps: PlanDeps,
): Promise<PlannedOperation | null> {
  const { form } = decided
  const stops = [...slice.stops].map(([item, { code }]) => `${item} ${code}`)
  const key = `refill ${slice.root} ${subject.kind} ${chain.map((field) => field.key).join('.')} ${stops.join('|')}`
  const known = form.compiled.get(key) as RefillForm | undefined
  const printed = known ?? printRefill(decided, slice, subject.kind, chain)
  if (known === undefined) keepCompiled(form, key, printed)
  const outcome = await planText(decided, printed.text, deps)
  if (outcome.kind !== 'compiled') return null
  const openCursor = (): string => after
  const variables = printed.fill({
    variables: decided.variables,
    slices: [{ ...slice, keys: [subject.key], subjects: [subject] }],
    openCursor,
  })
  return { plan: outcome.plan, variables }
}

function printRefill(
  decided: Omit<Decided, 'kind'>,
  slice: Slice,
  kind: Refill['subject']['kind'],
  chain: readonly AskedField[],
): RefillForm {
  const { form } = decided
  const variables = new OperationVariables()
  const on = cutting(form, slice.stops, variables, 0, isByDivision(decided))
  const last = samePlace(decided.roots[slice.root], chain)
  const [connection] = last?.below?.keys() ?? []
  const type = form.schema.getType(connection ?? '')
  const row = isObjectType(type) ? connectionNode(type, on.types) : null
  const rows = last === undefined || !isObjectType(type) || row === null ? '' : cutRows(on, last, type, row, kind)
  const first = variables.name('Int', 'rows', () => pageRowsMax)
  const after = variables.name('String', 'after', ({ openCursor }) => openCursor('', '', undefined))
  const page = `{ nodes { ${rows} } ${pageEnd} }`
  const inner = chain.reduceRight((below, field, index) => {
    const head = field.key === field.name ? field.name : `${field.key}: ${field.name}`
    return index === chain.length - 1 ? `${head}(first: $${first}, after: $${after}) ${page}` : `${head} { ${below} }`
  }, '')
  const root = kind === 'person' ? 'naturalPerson' : 'organization'
  const call = `${refillAlias}: ${root}(${subjectArguments({ variables, slice: 0 }, root)}) { ${inner} }`
  return { text: `query${variables.declarations} { ${call} }`, fill: variables.fill }
}

/** The last field of a chain, with what every name of the caller's for it selects: all of them show one page. */
function samePlace(root: Decided['roots'][number] | undefined, chain: readonly AskedField[]): AskedField | undefined {
  let fields: readonly AskedField[] = root === undefined ? [] : [root.field]
  for (const { key } of chain)
    fields = fields.flatMap(({ below }) => [...(below?.values() ?? [])].flat().filter((field) => field.key === key))
  const [first] = fields
  return first === undefined ? undefined : { ...first, nodes: fields.flatMap(({ nodes }) => nodes) }
}
