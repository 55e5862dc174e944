/**
 * One operation under one contract with its conditions decided: judged, named, measured. It knows no subject and no value,
 * so it is made once and every request with the same document, contract and conditions runs on it. What the later rooms
 * compile from it hangs on it and lives as long (performance.md, "How", 1).
 */
import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { type AskedField, fieldsBelow, type Variables } from './asked-field.ts'
import { askField, type Collecting } from './collect-fields.ts'
import { conflictingCalls } from './conflicting-calls.ts'
import type { FieldJudge, SubjectType } from './judge-fields.ts'
import { fragmentsOf } from './measure-operation.ts'
import type { ReadOperation } from './read-operation.ts'
import { subjectRoots } from './root-arguments.ts'
import { groupByResponse } from './select-nodes.ts'
import type { Stop } from './stop.ts'

/** A root field before anybody is named. */
export type FormRoot =
  /** `__typename`, `__schema`, `__type`: answered here, over the caller's own view. */
  | { readonly kind: 'meta'; readonly response: string; readonly nodes: readonly FieldNode[] }
  /** `organization`, `organizations`, `naturalPerson`, `record`, `records` of the hub's own subgraph. */
  | {
      readonly kind: 'subjects'
      readonly name: string
      readonly nodes: readonly FieldNode[]
      /** The field below, narrowed to the types that the arguments name; `null`: not narrowed. */
      readonly fieldFor: (only: ReadonlySet<string> | null) => AskedField
    }
  /** Any other field of the root type: planned as it stands. */
  | { readonly kind: 'plain'; readonly field: AskedField }

export interface OperationForm {
  readonly running: RunningBundle
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly definitions: readonly VariableDefinitionNode[]
  readonly rootType: GraphQLObjectType
  readonly roots: readonly FormRoot[]
  readonly collecting: Collecting
  /** Coordinates closed since it was made, because only a closed key leads to them (room `plan`). */
  readonly closedLater: Map<string, Stop>
  /** What later rooms made of it, by their own keys. */
  readonly compiled: Map<string, unknown>
}

export interface FormParts {
  readonly running: RunningBundle
  readonly schema: GraphQLSchema
  readonly reading: ReadOperation
  readonly rootType: GraphQLObjectType
  readonly judge: FieldJudge
  readonly stopOfItem: (item: string, subject: SubjectType) => Stop | null
  readonly keyOf: (node: FieldNode) => string
  /** Of the operation's variables those that decide its conditions. */
  readonly conditions: Variables
}

/**
 * @throws GraphQLError when a condition or a constant argument is missing or not of its type
 * @throws TooManyFields
 */
export function makeForm(parts: FormParts): OperationForm {
  const { running, schema, reading, rootType } = parts
  const collecting: Collecting = {
    running,
    schema,
    fragments: fragmentsOf(reading.document),
    variables: parts.conditions,
    judge: parts.judge,
    stopOfItem: parts.stopOfItem,
    keyOf: parts.keyOf,
    known: new Map(),
    ids: new Map(),
    count: { fields: 0 },
  }
  const groups = groupByResponse(collecting, rootType, [reading.operation.selectionSet])
  const roots: FormRoot[] = []
  const closedLater = new Map<string, Stop>()
  for (const [response, nodes] of groups) {
    const root = formRoot(collecting, closedLater, rootType, response, nodes)
    if (root !== null) roots.push(root)
  }
  // What one root closed is closed in those before it as well: a coordinate is open in a whole operation or in none of it.
  for (const root of roots) if (root.kind === 'plain') closeFields(closedLater, root.field)
  return {
    running,
    schema,
    operation: reading.operation,
    definitions: reading.operation.variableDefinitions ?? [],
    rootType,
    roots,
    collecting,
    closedLater,
    compiled: new Map(),
  }
}

function formRoot(
  on: Collecting,
  closedLater: Map<string, Stop>,
  rootType: GraphQLObjectType,
  response: string,
  nodes: readonly FieldNode[],
): FormRoot | null {
  const name = nodes[0]?.name.value ?? ''
  if (name.startsWith('__')) return { kind: 'meta', response, nodes }
  const subject = subjectRoots(on.running).get(name)
  if (subject === undefined) {
    const field = askField(on, rootType, response, nodes, { subject: null, record: null, only: null })
    if (field !== null) closeConflicts(on, closedLater, field)
    return field === null ? null : { kind: 'plain', field }
  }
  const known = new Map<string, AskedField>()
  const fieldFor = (only: ReadonlySet<string> | null): AskedField => {
    const key = only === null ? '*' : [...only].toSorted().join(' ')
    const before = known.get(key)
    if (before !== undefined) return before
    const made = askField(on, rootType, response, nodes, { subject, record: null, only })
    if (made === null) throw new Error('a root field of the hub is missing in its own schema')
    closeConflicts(on, closedLater, made)
    known.set(key, made)
    return made
  }
  // Narrowed by what its arguments name, where they name records.
  if (subject !== null) fieldFor(null)
  return { kind: 'subjects', name, nodes, fieldFor }
}

/** Closes coordinates of a form for good; every field on them is closed wherever it stands. */
export function closeCoordinates(
  form: OperationForm,
  fields: readonly AskedField[],
  stops: ReadonlyMap<string, Stop>,
): void {
  for (const [coordinate, stop] of stops) form.closedLater.set(coordinate, stop)
  for (const root of fields) closeFields(form.closedLater, root)
}

/** Closes below one root what cannot be answered beside what stands before it. */
function closeConflicts({ running }: Collecting, closed: Map<string, Stop>, root: AskedField): void {
  const all = [root, ...fieldsBelow(root.below)]
  for (const [coordinate, stop] of conflictingCalls(running.federation, all)) closed.set(coordinate, stop)
  closeFields(closed, root)
}

function closeFields(closed: ReadonlyMap<string, Stop>, root: AskedField): void {
  if (closed.size === 0) return
  for (const field of [root, ...fieldsBelow(root.below)]) field.stop ??= closed.get(field.coordinate) ?? null
}
