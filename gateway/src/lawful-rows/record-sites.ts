/** Where records and connections can lie in an answer, read once a form: every other part of it is not walked. */
import { getNamedType, isObjectType } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { AskedField, Below } from '../decide/asked-field.ts'
import { connectionNode, recordTypes } from '../decide/record-types.ts'
import { type AnswerObject, ownValue } from '../fetch/answer.ts'

/** What one object type has to be looked at for. */
export interface TypeSites {
  readonly typename: string
  readonly isRecord: boolean
  readonly fields: readonly FieldSite[]
}

export interface FieldSite {
  readonly field: AskedField
  /** Type of the rows, where the field is a connection of records. */
  readonly row: string | null
  readonly below: Sites
}

export interface Sites {
  readonly types: ReadonlyMap<string, TypeSites>
  /** The only possible type, where there is one. */
  readonly only: TypeSites | null
  /** Whether anything below is a record. */
  readonly leads: boolean
}

const known = new WeakMap<Below, Sites>()

/** The sites below a field. */
export function recordSites(running: RunningBundle, below: Below): Sites {
  const before = known.get(below)
  if (before !== undefined) return before
  const { itemOf } = recordTypes(running)
  const types = new Map<string, TypeSites>()
  if (itemOf.size > 0)
    for (const [typename, fields] of below) {
      const isRecord = itemOf.has(typename)
      types.set(typename, { typename, isRecord, fields: isRecord ? [] : fieldSites(running, fields) })
    }
  const leads = [...types.values()].some(({ isRecord, fields }) => isRecord || fields.length > 0)
  const [first] = types.values()
  const made = { types, only: types.size === 1 ? (first ?? null) : null, leads }
  known.set(below, made)
  return made
}

function fieldSites(running: RunningBundle, fields: readonly AskedField[]): readonly FieldSite[] {
  const sites: FieldSite[] = []
  for (const field of fields) {
    if (field.below === null || field.stop !== null) continue
    const named = getNamedType(field.type)
    const row = isObjectType(named) ? connectionNode(named, recordTypes(running)) : null
    const below = recordSites(running, field.below)
    if (row !== null || below.leads) sites.push({ field, row, below })
  }
  return sites
}

/** The sites of an object: of the only possible type, or of the one it says it is. */
export function sitesOf(value: AnswerObject, { only, types }: Sites): TypeSites | undefined {
  if (only !== null) return only
  const named = ownValue(value, '__typename')
  return typeof named === 'string' ? types.get(named) : undefined
}
