/** The hub's own subgraph, answered in memory: arguments become keys, no agency is asked (design.md §3). */

import { parseRecordId } from '@xinqiao/schema'
import { executeSync, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { recordTypes } from '../decide/record-types.ts'
import type { AnswerObject } from './answer.ts'

/** Name of the hub's subgraph in the supergraph. */
export const hubService = 'hub'

/** A key gives a subject whether or not anyone holds records of it: this is no oracle. */
export function answerHub(
  running: RunningBundle,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): AnswerObject {
  const schema: GraphQLSchema = running.apiSchema
  const types = recordTypes(running)
  const organization = (uscc: string) => ({ __typename: 'Organization', uscc })
  const record = (id: string) => ({ __typename: types.typeOf.get(parseRecordId(id)?.item ?? '') ?? '', id })
  const { data } = executeSync({
    schema,
    document: { kind: Kind.DOCUMENT, definitions: [operation] },
    variableValues: { ...variables },
    rootValue: {
      organization: ({ uscc }: { uscc: string }) => organization(uscc),
      organizations: ({ usccs }: { usccs: readonly string[] }) => usccs.map(organization),
      naturalPerson: ({ document }: { document: { number: string } }) => ({
        __typename: 'NaturalPerson',
        ref: document.number,
      }),
      record: ({ id }: { id: string }) => record(id),
      records: ({ ids }: { ids: readonly string[] }) => ids.map(record),
    },
  })
  return (data ?? {}) as AnswerObject
}
