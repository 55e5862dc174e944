/** A planned model → its merged data: the same for every subgraph, and for the truth. */
import { computed, failing } from '../suite.ts'
import type { Thing, World } from '../world.ts'
import type { PlannedField, PlannedModel } from './plan-fields.ts'
import { rootTarget } from './write-services.ts'

type Made = Record<string, unknown> & { __typename: string }

/** Data of the model; instances point to one another. */
export function writeWorld(planned: PlannedModel): World {
  const made = new Map<string, Made[]>()
  for (const { name, model } of planned.types)
    made.set(
      name,
      Array.from({ length: model.instances }, (_, index) => {
        const id = `${name}-${index}`
        return { __typename: name, id, code: `code ${id}`, label: `label ${id}`, extra: index, shout: shout() }
      }),
    )
  const pool = new Map<string, readonly Made[]>(made)
  pool.set(
    'Face',
    planned.members.flatMap(({ name }) => made.get(name) ?? []),
  )
  pool.set(
    'Any',
    planned.unionMembers.flatMap(({ name }) => made.get(name) ?? []),
  )
  for (const { name, fields } of planned.types)
    for (const [index, one] of (made.get(name) ?? []).entries())
      for (const field of fields) one[field.name] = valueOf(field, index, one, pool)
  const roots = planned.model.roots.map(({ isList }, index): [string, unknown] => {
    const all = pool.get(rootTarget(planned, index)) ?? []
    return [`r${index}`, isList ? all : (all[0] ?? null)]
  })
  return {
    things: [...made.values()].flat() as Thing[],
    Query: { ...Object.fromEntries(roots), faces: pool.get('Face') },
  }
}

function shout(): unknown {
  return computed<{ label: string }>(({ label }) => `${label}!`)
}

function valueOf(field: PlannedField, index: number, self: Made, pool: ReadonlyMap<string, readonly Made[]>): unknown {
  const { model, target } = field
  if ((model.fails >> index) & 1) return failing()
  if ((model.nulls >> index) & 1) return null
  const targets = pool.get(target ?? '') ?? []
  switch (model.kind) {
    case 'text':
      return `${field.name} of ${String(self['id'])}`
    case 'number':
      return index * 10
    case 'counted':
      return ({ n }: Readonly<Record<string, unknown>>) => (typeof n === 'number' ? n + index : index)
    case 'one':
      return targets[(index + model.target) % targets.length] ?? null
    case 'many':
    case 'abstract':
      return index % 2 === 0 ? targets : targets.slice(0, 1)
    case 'computed':
    case 'relation':
      return computed<Readonly<Record<string, unknown>>>((own) => `${field.name}(${readAs(own, field.required)})`)
    default:
      return model.kind satisfies never
  }
}

/** What a computed field sees of what it requires: nothing at all is another text than null. */
function readAs(self: Readonly<Record<string, unknown>>, required: PlannedField | null): string {
  const held = self[required?.name ?? '']
  const value: unknown = typeof held === 'function' ? (held as (this: unknown) => unknown).call(self) : held
  if (required?.target === null || value === null || value === undefined) return JSON.stringify(value) ?? 'missing'
  return JSON.stringify((value as Made)['id']) ?? 'missing'
}
