/** The entities of one fetch: who they are, written once as JSON, each distinct one once; calls that start together share it. */
import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import type { GraphQLSchema } from 'graphql'
import type { CompiledFetch } from '../plan/compile-plan.ts'
import { type AnswerObject, ownValue } from './answer.ts'
import { entitiesAt } from './entity-places.ts'
import { representationOf } from './representations.ts'
import { applyRewrites } from './rewrites.ts'

export interface EntityPlace {
  readonly typename: string
  readonly targets: AnswerObject[]
}

export interface EntityBatch {
  /** JSON list of the representations. */
  readonly text: string
  /** In the order of the list. */
  readonly places: readonly EntityPlace[]
  /** Objects of which no representation could be made. */
  readonly lacking: readonly AnswerObject[]
}

/** Reads the keys at a path; `batches`: of the calls that start together with this one. */
export function entityBatch(
  schema: GraphQLSchema,
  data: AnswerObject,
  path: readonly (string | number)[],
  fetch: CompiledFetch,
  batches: Map<string, EntityBatch>,
): EntityBatch {
  const name = `${path.join('.')} ${nameOf(fetch)}`
  const known = batches.get(name)
  if (known !== undefined) return known
  const made = readBatch(schema, entitiesAt(data, path), fetch)
  batches.set(name, made)
  return made
}

/** What the keys are read by; calls with one name read the same. */
function nameOf(fetch: CompiledFetch): string {
  const known = fetch.prepared.get('keys')
  if (typeof known === 'string') return known
  const made = JSON.stringify([fetch.requires, fetch.inputRewrites])
  fetch.prepared.set('keys', made)
  return made
}

function readBatch(schema: GraphQLSchema, entities: readonly AnswerObject[], fetch: CompiledFetch): EntityBatch {
  const places = new Map<string, EntityPlace>()
  const lacking: AnswerObject[] = []
  const plain = plainKey(fetch)
  for (const entity of entities) {
    const read = plain === null ? readNested(schema, entity, fetch) : readPlain(entity, plain)
    if (read === null) {
      lacking.push(entity)
      continue
    }
    const place = places.get(read.text)
    if (place === undefined) places.set(read.text, { typename: read.typename, targets: [entity] })
    else if (!place.targets.includes(entity)) place.targets.push(entity)
  }
  return { text: `[${[...places.keys()].join(',')}]`, places: [...places.values()], lacking }
}

interface PlainKey {
  readonly type: string
  readonly names: readonly string[]
}

/** Nearly every key: one type, members without members. */
function plainKey({ requires, inputRewrites, prepared }: CompiledFetch): PlainKey | null {
  const known = prepared.get('plain') as PlainKey | null | undefined
  if (known !== undefined) return known
  const [only] = requires ?? []
  const isPlain =
    requires?.length === 1 &&
    only?.kind === 'InlineFragment' &&
    only.typeCondition !== undefined &&
    inputRewrites.length === 0 &&
    only.selections.every(isPlainField)
  const made: PlainKey | null =
    isPlain && only?.kind === 'InlineFragment'
      ? { type: only.typeCondition ?? '', names: only.selections.flatMap((one) => ('name' in one ? [one.name] : [])) }
      : null
  prepared.set('plain', made)
  return made
}

function isPlainField(selection: QueryPlanSelectionNode): boolean {
  return selection.kind === 'Field' && selection.selections === undefined && selection.alias === undefined
}

function readPlain(entity: AnswerObject, { type, names }: PlainKey): { text: string; typename: string } | null {
  if (entity['__typename'] !== type) return null
  let text = ''
  for (const name of names) {
    const value = ownValue(entity, name)
    if (value === undefined) return null
    text += `${text === '' ? '{' : ','}"${name}":${JSON.stringify(value)}`
  }
  return { text: `${text}}`, typename: type }
}

function readNested(
  schema: GraphQLSchema,
  entity: AnswerObject,
  { requires, inputRewrites }: CompiledFetch,
): { text: string; typename: string } | null {
  const representation = representationOf(schema, entity, requires ?? [])
  if (representation === null) return null
  applyRewrites(schema, inputRewrites, representation)
  return { text: JSON.stringify(representation), typename: String(representation['__typename']) }
}
