/** The hub's own subgraph, answered in memory: arguments become keys, no agency is asked (design.md §3). */
import { parseRecordId } from '@xinqiao/schema'
import { Kind, type SelectionSetNode } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { recordTypes } from '../decide/record-types.ts'
import type { CompiledFetch } from '../plan/compile-plan.ts'
import { type AnswerObject, answerObject } from './answer.ts'

export { hubService } from '../decide/root-arguments.ts'

type Values = Readonly<Record<string, unknown>>

interface HubField {
  readonly key: string
  readonly name: string
  readonly variable: string
  /** The hub's names under which the subject's or record's key is wanted. */
  readonly keys: readonly string[]
}

/** A key gives a subject whether or not anyone holds records of it: this is no oracle. */
export function answerHub(running: RunningBundle, fetch: CompiledFetch, values: Values): AnswerObject {
  const data = answerObject()
  for (const field of fieldsOf(fetch)) data[field.key] = answerField(running, field, values[field.variable])
  return data
}

/** The fetch's fields, read once; every value of a planned operation is a variable. */
function fieldsOf({ operation, prepared }: CompiledFetch): readonly HubField[] {
  const known = prepared.get('hub') as readonly HubField[] | undefined
  if (known !== undefined) return known
  const made = operation.selectionSet.selections.flatMap((selection): HubField[] => {
    if (selection.kind !== Kind.FIELD) return []
    const value = selection.arguments?.[0]?.value
    const variable = value?.kind === Kind.VARIABLE ? value.name.value : ''
    const { name, alias, selectionSet } = selection
    return [{ key: alias?.value ?? name.value, name: name.value, variable, keys: [...new Set(keysOf(selectionSet))] }]
  })
  prepared.set('hub', made)
  return made
}

/** Of a subject or record the hub's subgraph knows its key, and nothing else. */
function keysOf(set: SelectionSetNode | undefined): readonly string[] {
  return (set?.selections ?? []).flatMap((one) => {
    if (one.kind === Kind.INLINE_FRAGMENT) return keysOf(one.selectionSet)
    return one.kind === Kind.FIELD && one.name.value !== '__typename' ? [one.alias?.value ?? one.name.value] : []
  })
}

function answerField(running: RunningBundle, { name, keys }: HubField, value: unknown): unknown {
  const record = (id: unknown): AnswerObject =>
    stub(recordTypes(running).typeOf.get(parseRecordId(String(id))?.item ?? '') ?? '', keys, id)
  switch (name) {
    case 'organization':
      return stub('Organization', keys, value)
    case 'organizations':
      return Array.isArray(value) ? value.map((one) => stub('Organization', keys, one)) : []
    case 'naturalPerson':
      return stub('NaturalPerson', keys, numberOf(value))
    case 'record':
      return record(value)
    case 'records':
      return Array.isArray(value) ? value.map(record) : []
    default:
      return null
  }
}

function stub(typename: string, keys: readonly string[], value: unknown): AnswerObject {
  const made = answerObject()
  made['__typename'] = typename
  for (const key of keys) made[key] = value
  return made
}

function numberOf(document: unknown): unknown {
  return typeof document === 'object' && document !== null && 'number' in document ? document.number : null
}
