/**
 * Arguments that come from an object above (`@fromContext`): for each entity the plan says which. Entities with equal values
 * are asked about in one question, those with different ones in questions of their own.
 */
import type { FetchDataRewrite } from '@apollo/query-planner'
import type { CompiledFetch } from '../plan/compile-plan.ts'
import { type AnswerObject, isAnswerObject } from './answer.ts'
import { type EntityBatch, type LackingEntity, readBatch } from './entity-batch.ts'
import { type Above, entitiesBelow } from './entity-places.ts'
import { contextGroupsMax } from './limits.ts'
import { isOfType, Missing, partOf, type ReadingKeys } from './representations.ts'

export interface ContextBatch {
  /** The arguments as members of JSON. */
  readonly values: string
  readonly batch: EntityBatch
}

export interface ContextBatches {
  readonly batches: readonly ContextBatch[]
  /** Entities that have no such value above them, or one that failed. */
  readonly lacking: readonly LackingEntity[]
}

const parent = '..'
const typeStep = '... on '

/** The entities at a path by the values above them. */
export function contextBatches(
  on: ReadingKeys,
  data: AnswerObject,
  path: readonly (string | number)[],
  fetch: CompiledFetch,
): ContextBatches {
  const groups = new Map<string, AnswerObject[]>()
  const lacking: LackingEntity[] = []
  for (const { entity, above } of entitiesBelow(data, path)) {
    const values = valuesOf(on, fetch.contextRewrites, entity, above)
    const group = typeof values === 'string' ? groups.get(values) : undefined
    if (values instanceof Missing) lacking.push({ entity, failure: values.failure })
    else if (group !== undefined) group.push(entity)
    else if (groups.size < contextGroupsMax) groups.set(values, [entity])
    else lacking.push({ entity, failure: { code: 'SUBGRAPH_UNAVAILABLE', agency: fetch.service } })
  }
  return {
    batches: [...groups].map(([values, entities]) => ({ values, batch: readBatch(on, entities, fetch) })),
    lacking,
  }
}

/** Each argument by the first rewrite that leads to a value: the types a context stands on exclude each other. */
function valuesOf(
  on: ReadingKeys,
  rewrites: readonly FetchDataRewrite[],
  entity: AnswerObject,
  above: Above,
): string | Missing {
  const values = new Map<string, unknown>()
  for (const rewrite of rewrites) {
    if (rewrite.kind !== 'KeyRenamer' || values.has(rewrite.renameKeyTo)) continue
    const value = valueAt(on, rewrite.path, entity, above)
    if (value instanceof Missing && value.failure !== null) return value
    if (!(value instanceof Missing)) values.set(rewrite.renameKeyTo, value)
  }
  const isWhole = rewrites.every((one) => one.kind !== 'KeyRenamer' || values.has(one.renameKeyTo))
  return isWhole
    ? [...values].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')
    : nowhere
}

const nowhere = new Missing()

/** Goes up for each `..`, then down by names and types. */
function valueAt(on: ReadingKeys, path: readonly string[], entity: AnswerObject, above: Above): unknown {
  let holder: Above = { object: entity, above }
  let at = 0
  for (; path[at] === parent; at += 1) {
    if (holder.above === null) return nowhere
    holder = holder.above
  }
  let value: unknown = holder.object
  for (const step of path.slice(at)) {
    if (value === null || Array.isArray(value) || !isAnswerObject(value)) return value === null ? null : nowhere
    if (!step.startsWith(typeStep)) value = partOf(on, value, step)
    // The root of the answer bears no name: it is what the plan says it is.
    else if (holder.above !== null && !isOfType(on.schema, value, step.slice(typeStep.length))) return nowhere
    if (value instanceof Missing) return value
  }
  return value
}
