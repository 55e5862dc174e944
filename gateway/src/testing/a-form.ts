/** One document as a judged form over any schema: coordinates named closed have an item the contract does not grant. */
import { itemOf, provincialCatalog } from '@xinqiao/schema'
import { type GraphQLSchema, parse } from 'graphql'
import { federationFacts } from '../bundle/federation-facts.ts'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { addedNames } from '../decide/added-names.ts'
import type { Variables } from '../decide/asked-field.ts'
import { conditionsOf, conditionVariables } from '../decide/conditions.ts'
import type { DecidedRoot } from '../decide/decided.ts'
import { fieldJudge } from '../decide/judge-fields.ts'
import { makeForm, type OperationForm } from '../decide/operation-form.ts'
import { plannedNames } from '../decide/planned-names.ts'
import { type ReadOperation, readOperation } from '../decide/read-operation.ts'
import { printSlices } from '../plan/print-operation.ts'
import { sliceRoots } from '../plan/slice-roots.ts'
import { aContract, grant } from './samples.ts'

const granted = 'amr.reg.basic'
const refused = 'amr.penalty'

/** The form of a document that is read; conditions by these variables. */
export function aForm(
  apiSchema: GraphQLSchema,
  text: string,
  closed: readonly string[] = [],
  variables: Variables = {},
): OperationForm {
  const running = aRunning(apiSchema, closed)
  const reading = read(apiSchema, text)
  const judge = fieldJudge(running, aContract({ items: [grant(granted)] }))
  const rootType = apiSchema.getRootType(reading.operation.operation)
  if (rootType === undefined || rootType === null) throw new Error('expected a root type')
  return makeForm({
    running,
    schema: apiSchema,
    reading,
    rootType,
    judge,
    stopOfItem: () => null,
    keyOf: plannedNames(apiSchema, reading.document, addedNames(running)),
    conditions: conditionsOf(conditionVariables(reading.document), variables).conditions,
  })
}

/** The operation that is planned of it; `null` when everything was cut. */
export function cutText(form: OperationForm): string | null {
  const roots = form.roots.flatMap((root): DecidedRoot[] => (root.kind === 'plain' ? [{ ...root, own: null }] : []))
  const operationType = form.operation.operation === 'mutation' ? 'mutation' : 'query'
  return printSlices(form, roots, sliceRoots({ roots, operationType }).slices, operationType, false).text
}

function read(schema: GraphQLSchema, text: string): ReadOperation {
  const reading = readOperation(text, null, schema, false)
  if (reading.kind !== 'read') throw new Error(`expected ${JSON.stringify(parse(text).kind)} to be read`)
  return reading
}

function aRunning(apiSchema: GraphQLSchema, closed: readonly string[]): RunningBundle {
  if (itemOf(provincialCatalog(), granted) === undefined) throw new Error('expected the item in the catalog')
  return {
    apiSchema,
    catalog: provincialCatalog(),
    coordinates: {
      item: (coordinate: string) => (closed.includes(coordinate) ? refused : granted),
      technical: () => undefined,
      untagged: [],
    },
    federation: federationFacts({ requires: {}, keys: {}, calls: {} }),
    standards: new Map(),
    bundle: { agencies: [] },
  } as unknown as RunningBundle
}
