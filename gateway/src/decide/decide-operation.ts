/** Room 3: which fields of the operation may be asked, about whom; what may not is cut before anything is planned (D9, D17 steps 6–9). */
import { builtInId } from '@xinqiao/contracts'
import { GraphQLError, type GraphQLObjectType, getVariableValues } from 'graphql'
import type { Contracted } from '../contract/contracted.ts'
import type { Facts } from '../facts/facts.ts'
import type { Quotas } from '../facts/quota-port.ts'
import type { Refused } from '../refused.ts'
import { answerFits, refusalsFit } from './answer-size.ts'
import type { Collecting } from './collect-fields.ts'
import { askConsents } from './consents.ts'
import type { Decided } from './decided.ts'
import type { DecisionCache } from './decision-cache.ts'
import { factsStop } from './facts-stop.ts'
import { argumentError, inputError } from './input-errors.ts'
import { withinDepth, withinMembers } from './json-depth.ts'
import { fieldJudge } from './judge-fields.ts'
import { messagesMax, variableDepthMax, variableMembersMax } from './limits.ts'
import { fragmentsOf } from './measure-operation.ts'
import { textOf } from './operation-text.ts'
import { publicSchema } from './public-schema.ts'
import { hashOf, type ReadOperation, readOperation } from './read-operation.ts'
import { fail, refuse, refuseFor } from './refuse.ts'
import { decideRoots } from './root-fields.ts'
import { groupByResponse } from './select-nodes.ts'
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
  const { running, contract, request } = contracted
  const schema = publicSchema(running)
  const hash = hashOf(text)
  const judged = deps.cache.take(running, contract, `${hash} ${request.operationName ?? ''}`, () => ({
    hash,
    bytes: Buffer.byteLength(text),
    reading: readOperation(text, request.operationName, schema, deps.introspection),
    judge: fieldJudge(running, contract),
  }))
  const { reading } = judged
  if (reading.kind === 'unreadable') return fail(contracted, reading.code, reading.errors)
  if (!withinDepth(request.variables, variableDepthMax) || !withinMembers(request.variables, variableMembersMax))
    return fail(contracted, 'OPERATION_TOO_LARGE')
  const root = schema.getRootType(reading.operation.operation) ?? undefined
  if (root === undefined) return fail(contracted, 'GRAPHQL_VALIDATION_FAILED')
  const coerced = getVariableValues(
    schema,
    reading.operation.variableDefinitions ?? [],
    { ...request.variables },
    { maxErrors: messagesMax },
  )
  if (coerced.errors !== undefined) return fail(contracted, 'BAD_USER_INPUT', coerced.errors.map(inputError))
  const on: Collecting = {
    running,
    schema,
    fragments: fragmentsOf(reading.document),
    definitions: reading.operation.variableDefinitions ?? [],
    variables: coerced.coerced,
    judge: judged.judge,
    stopOfItem: factsStop(running.catalog, deps.facts.age()),
    keys: new Map(),
  }
  return decideSubjects(contracted, deps, on, root, reading, hash)
}

async function decideSubjects(
  from: Contracted,
  deps: DecideDeps,
  on: Collecting,
  root: GraphQLObjectType,
  reading: ReadOperation,
  operationHash: string,
): Promise<Decided | Refused> {
  const groups = groupByResponse(on, root, [reading.operation.selectionSet])
  const open = readRoots(from, on, root, groups, deps)
  if (open.kind !== 'roots') return open
  if (!answerFits(open.roots)) return fail(from, 'OPERATION_TOO_LARGE')
  const subjects = namedSubjects(open.roots)
  const { quota, id } = from.contract
  // A verified subject's records are its own, however many: the row rules let no other pass.
  const records = builtInId(from.contract) === 'self' ? 0 : namedRecords(open.roots).size
  if (subjects.length + records > quota.subjectsPerRequest) return fail(from, 'OPERATION_TOO_LARGE')
  const own = from.claims.subject
  if (
    builtInId(from.contract) === 'self' &&
    subjects.some((subject) => subject.key !== own?.key || subject.kind !== own.kind)
  )
    return refuse(from, 'IDENTITY_NOT_VERIFIED')
  const count = open.roots.reduce((sum, one) => sum + (one.kind === 'subjects' ? one.slots.length : 0), 0)
  if (count > 0 && !deps.quotas.takeSubjects(id, count, quota.subjectsPerDay, from.today))
    return refuse(from, 'QUOTA_EXCEEDED')
  const roots = await askConsents(from, open.roots, deps.facts)
  if (!refusalsFit(roots)) return fail(from, 'OPERATION_TOO_LARGE')
  if (from.contract.answerMode === 'whole') {
    const stop = firstStop(roots)
    if (stop !== null) return refuseFor(from, stop)
  }
  const age = deps.facts.age()
  const operationType = reading.operation.operation === 'mutation' ? 'mutation' : 'query'
  return {
    ...from,
    kind: 'decided',
    operationHash,
    operationType,
    schema: on.schema,
    roots,
    standingsAsOf: age.kind === 'fresh' ? null : age.asOf,
  }
}

function readRoots(
  from: Contracted,
  on: Collecting,
  root: GraphQLObjectType,
  groups: ReturnType<typeof groupByResponse>,
  deps: DecideDeps,
): { readonly kind: 'roots'; readonly roots: Decided['roots'] } | Refused {
  try {
    const roots = decideRoots(from, on, root, groups, deps.refKey)
    if (roots === 'too_many') return fail(from, 'OPERATION_TOO_LARGE')
    if (roots === 'invalid') return refuse(from, 'SUBJECT_ID_INVALID')
    return { kind: 'roots', roots }
  } catch (thrown) {
    // An argument that is missing or of another type; whatever else is thrown is ours.
    if (thrown instanceof GraphQLError) return fail(from, 'BAD_USER_INPUT', [argumentError(thrown)])
    throw thrown
  }
}
