/** The entities of one fetch: who they are, written once as JSON, each distinct one once; calls that start together share it. */
import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import type { CompiledFetch } from '../plan/compile-plan.ts'
import type { AgencyFailure, AnswerObject } from './answer.ts'
import { entitiesAt } from './entity-places.ts'
import { Missing, partOf, type ReadingKeys, representationOf } from './representations.ts'
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
  /** Objects of which no representation could be made, with the failure that is to blame. */
  readonly lacking: readonly LackingEntity[]
}

export interface LackingEntity {
  readonly entity: AnswerObject
  readonly failure: AgencyFailure | null
}

/** Reads the keys at a path; `batches`: of the calls that start together with this one. */
export function entityBatch(
  on: ReadingKeys,
  data: AnswerObject,
  path: readonly (string | number)[],
  fetch: CompiledFetch,
  batches: Map<string, EntityBatch>,
): EntityBatch {
  const name = `${path.join('.')} ${nameOf(fetch)}`
  const known = batches.get(name)
  if (known !== undefined) return known
  const made = readBatch(on, entitiesAt(data, path), fetch)
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

/** Reads the keys of these objects; one that stands at several places is one. */
export function readBatch(on: ReadingKeys, entities: readonly AnswerObject[], fetch: CompiledFetch): EntityBatch {
  const places = new Map<string, EntityPlace>()
  const lacking: LackingEntity[] = []
  const plain = plainKey(fetch)
  for (const entity of entities.length > 1 ? new Set(entities) : entities) {
    const read = plain === null ? readNested(on, entity, fetch) : readPlain(on, entity, plain)
    if (read instanceof Missing) {
      lacking.push({ entity, failure: read.failure })
      continue
    }
    const place = places.get(read.text)
    if (place === undefined) places.set(read.text, { typename: read.typename, targets: [entity] })
    else place.targets.push(entity)
  }
  return { text: `[${[...places.keys()].join(',')}]`, places: [...places.values()], lacking }
}

interface PlainKey {
  readonly type: string
  readonly names: readonly string[]
}

interface Read {
  readonly text: string
  readonly typename: string
}

const otherType = new Missing()

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

function readPlain(on: ReadingKeys, entity: AnswerObject, { type, names }: PlainKey): Read | Missing {
  if (entity['__typename'] !== type) return otherType
  let text = ''
  for (const name of names) {
    const part = partOf(on, entity, name)
    if (part instanceof Missing) return part
    text += `${text === '' ? '{' : ','}"${name}":${JSON.stringify(part)}`
  }
  return { text: `${text}}`, typename: type }
}

function readNested(on: ReadingKeys, entity: AnswerObject, fetch: CompiledFetch): Read | Missing {
  const representation = representationOf(on, entity, fetch.requires ?? [])
  if (representation instanceof Missing) return representation
  applyRewrites(on.schema, fetch.inputRewrites, representation)
  return { text: JSON.stringify(representation), typename: String(representation['__typename']) }
}
