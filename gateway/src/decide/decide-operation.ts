/** Room 3: which fields of the operation may be asked, about whom; what may not is cut before anything is planned (D9, D17 steps 6–9). */
import { builtInId } from '@xinqiao/contracts'
import { GraphQLError, getVariableValues } from 'graphql'
import type { Contracted } from '../contract/contracted.ts'
import type { Facts } from '../facts/facts.ts'
import type { Quotas } from '../facts/quota-port.ts'
import type { Refused } from '../refused.ts'
import { costFits, refusalsFit } from './answer-size.ts'
import type { Variables } from './asked-field.ts'
import { TooManyFields } from './collect-fields.ts'
import { conditionsOf } from './conditions.ts'
import { askConsents } from './consents.ts'
import type { Decided, DecidedRoot } from './decided.ts'
import type { DecisionCache, JudgedDocument } from './decision-cache.ts'
import { factsStop } from './facts-stop.ts'
import { argumentError, inputError } from './input-errors.ts'
import { valueFits } from './json-depth.ts'
import { documentBytesMax, messagesMax, subjectsPerOperationMax, variableBounds } from './limits.ts'
import { makeForm, type OperationForm } from './operation-form.ts'
import { textOf } from './operation-text.ts'
import { publicSchema } from './public-schema.ts'
import type { ReadOperation } from './read-operation.ts'
import { fail, refuse, refuseFor } from './refuse.ts'
import { decideRoots } from './root-fields.ts'
import { namedRecords, namedSubjects } from './subjects.ts'
import { firstStop } from './whole-answer.ts'

export interface DecideDeps {
  readonly facts: Facts
  readonly quotas: Quotas
  /** Key of the natural persons' tokens, at least 32 bytes. */
  readonly refKey: Uint8Array
  readonly cache: DecisionCache
  /** Development profile: introspection answers with the caller's own view. */
  readonly introspection: boolean
  /** Production profile: only the contract's registered operations run. */
  readonly registeredOnly: boolean
}

/** Contracted → Decided. */
export async function decide(contracted: Contracted | Refused, deps: DecideDeps): Promise<Decided | Refused> {
  if (contracted.kind === 'refused') return contracted
  const text = textOf(contracted, deps.registeredOnly)
  if (text === undefined) return refuse(contracted, 'OPERATION_NOT_REGISTERED')
  if (text === null) return fail(contracted, 'BAD_USER_INPUT')
  // Before it is hashed and looked up: each of these reads all of it.
  if (text.length > documentBytesMax) return fail(contracted, 'OPERATION_TOO_LARGE')
  const { running, contract, request } = contracted
  const judged = deps.cache.take(running, contract, text, request.operationName, deps.introspection)
  const { reading } = judged
  if (reading.kind === 'unreadable') return fail(contracted, reading.code, reading.errors)
  if (!valueFits(request.variables, variableBounds)) return fail(contracted, 'OPERATION_TOO_LARGE')
  const coerced = getVariableValues(
    publicSchema(running),
    reading.operation.variableDefinitions ?? [],
    request.variables,
    { maxErrors: messagesMax },
  )
  if (coerced.errors !== undefined) return fail(contracted, 'BAD_USER_INPUT', coerced.errors.map(inputError))
  const open = readRoots(contracted, deps, judged, reading, coerced.coerced)
  if (open.kind !== 'roots') return open
  return decideSubjects(contracted, deps, open, judged.hash)
}

interface OpenRoots {
  readonly kind: 'roots'
  readonly form: OperationForm
  readonly variables: Variables
  readonly roots: readonly DecidedRoot[]
}

async function decideSubjects(
  from: Contracted,
  deps: DecideDeps,
  { form, variables, roots: named }: OpenRoots,
  operationHash: string,
): Promise<Decided | Refused> {
  if (!costFits(named, variables)) return fail(from, 'OPERATION_TOO_LARGE')
  const subjects = namedSubjects(named)
  const { quota, id } = from.contract
  const isSelf = builtInId(from.contract) === 'self'
  // A verified subject's records are its own, however many: the row rules let no other pass.
  const records = isSelf ? 0 : namedRecords(named).size
  if (subjects.length + records > Math.min(quota.subjectsPerRequest, subjectsPerOperationMax))
    return fail(from, 'OPERATION_TOO_LARGE')
  const own = from.claims.subject
  if (isSelf && subjects.some((subject) => subject.key !== own?.key || subject.kind !== own.kind))
    return { ...refuse(from, 'IDENTITY_NOT_VERIFIED'), named: subjects }
  const count = named.reduce((sum, one) => sum + (one.kind === 'subjects' ? one.slots.length : 0), 0)
  if (count > 0 && !deps.quotas.takeSubjects(id, count, quota.subjectsPerDay, from.today))
    return { ...refuse(from, 'QUOTA_EXCEEDED'), named: subjects }
  const roots = await askConsents(from, named, deps.facts)
  if (!refusalsFit(roots)) return fail(from, 'OPERATION_TOO_LARGE')
  if (from.contract.answerMode === 'whole') {
    const stop = firstStop(roots)
    if (stop !== null) return { ...refuseFor(from, stop), named: subjects }
  }
  const age = deps.facts.age()
  return {
    ...from,
    kind: 'decided',
    operationHash,
    operationType: form.operation.operation === 'mutation' ? 'mutation' : 'query',
    schema: form.schema,
    form,
    variables,
    roots,
    standingsAsOf: age.kind === 'fresh' ? null : age.asOf,
  }
}

function readRoots(
  from: Contracted,
  deps: DecideDeps,
  judged: JudgedDocument,
  reading: ReadOperation,
  variables: Variables,
): OpenRoots | Refused {
  try {
    const form = formOf(from, deps, judged, reading, variables)
    if (form === null) return fail(from, 'GRAPHQL_VALIDATION_FAILED')
    const roots = decideRoots(from, form, variables, deps.refKey)
    if (roots === 'too_many') return fail(from, 'OPERATION_TOO_LARGE')
    if (roots === 'invalid') return refuse(from, 'SUBJECT_ID_INVALID')
    return { kind: 'roots', form, variables, roots }
  } catch (thrown) {
    if (thrown instanceof TooManyFields) return fail(from, 'OPERATION_TOO_LARGE')
    // An argument that is missing or of another type; whatever else is thrown is ours.
    if (thrown instanceof GraphQLError) return fail(from, 'BAD_USER_INPUT', [argumentError(thrown)])
    throw thrown
  }
}

/** The form of this combination of conditions; while the standings are stale a document has other forms than when they are not. */
function formOf(
  { running }: Contracted,
  { facts }: DecideDeps,
  judged: JudgedDocument,
  reading: ReadOperation,
  variables: Variables,
): OperationForm | null {
  const { name, conditions } = conditionsOf(judged.conditions, variables)
  const age = facts.age()
  const key = `${age.kind === 'stale' ? 'stale' : ''} ${name}`
  const known = judged.forms.get(key)
  if (known !== undefined) return known
  const schema = publicSchema(running)
  const rootType = schema.getRootType(reading.operation.operation)
  if (rootType === undefined || rootType === null) return null
  const stopOfItem = factsStop(running.catalog, age)
  const { judge, keyOf } = judged
  const made = makeForm({ running, schema, reading, rootType, judge, stopOfItem, keyOf, conditions })
  judged.keep(key, made)
  return made
}
