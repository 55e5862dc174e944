/** What an answer has to be: graphql-js executes the caller's own operation over the rows; refused fields throw, unlawful rows are not there. */
import { parseDocument, parseRecordId, parseUscc, personRef } from '@xinqiao/schema'
import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema } from 'graphql'
import type { CreditSubject } from '../../authenticate/authenticated.ts'
import { today } from '../samples.ts'
import type { CaseWorld } from './case-world.ts'
import { fuzzItems } from './hub-items.ts'
import { imagined } from './imagined.ts'
import { agencyPlace } from './oracle-pages.ts'
import { recordField } from './oracle-records.ts'
import { type Answering, isSource, Refused, type Source } from './oracle-sources.ts'

export interface OracleAnswer {
  readonly data: Readonly<Record<string, unknown>> | null
  readonly errors: readonly { readonly path: readonly (string | number)[]; readonly code: string }[]
}

/**
 * Executes the operation. `isImagined`: every place that may be told of holds one invented row, so that what is refused is
 * refused whatever there is: the hub tells refusals so, since no error may speak of a row.
 */
export function oracleAnswer(
  schema: GraphQLSchema,
  document: DocumentNode,
  variableValues: Readonly<Record<string, unknown>>,
  on: Answering,
): OracleAnswer {
  const result = execute({
    schema,
    document,
    variableValues: { ...variableValues },
    rootValue: { at: 'query' } satisfies Source,
    typeResolver: (source) => (isSource(source) && source.at === 'record' ? typeOf(source.item) : undefined),
    fieldResolver: (source: Source, args, _context, info) => {
      const type = info.parentType.name
      const name = info.fieldName
      if (source.at === 'query') return rootField(on, name, args)
      if (source.at === 'plain') return plainValue(on, source.value, name, info.returnType)
      const payload = source.at === 'part' ? `${source.item}/${source.path}.${name}` : payloadPath(on, source, name)
      const right = on.law.field(type, name, source.about, payload)
      if (right.code !== null) throw new Refused(right.code)
      if (source.at === 'page') return name === 'nodes' ? source.nodes : { at: 'plain', value: source.info }
      if (source.at === 'agency') return agencyPlace(on, source.about, type, name, args)
      if (source.at === 'subject') return name === 'uscc' ? source.about.key : { at: 'agency', about: source.about }
      return recordField(on, source, name, right, info.returnType)
    },
  }) as ExecutionResult
  return {
    data: result.data ?? null,
    errors: (result.errors ?? []).map(({ path, originalError, message }) => ({
      path: path ?? [],
      code: originalError instanceof Refused ? originalError.code : message,
    })),
  }
}

function plainValue(on: Answering, value: unknown, name: string, type: Parameters<typeof imagined>[0]): unknown {
  if (on.isImagined) return imagined(type)
  const member = (value as Readonly<Record<string, unknown>>)[name]
  return member ?? null
}

/** Payload fields are judged each by itself; the envelope is given with its record. */
function payloadPath(on: Answering, source: Source, name: string): string | null {
  return source.at === 'record' && on.law.isPayload(source.item, name) ? `${source.item}/${name}` : null
}

function typeOf(item: string): string {
  return fuzzItems.find(({ id }) => id === item)?.type ?? ''
}

function rootField(on: Answering, name: string, args: Readonly<Record<string, unknown>>): unknown {
  switch (name) {
    case 'organization':
      return { at: 'subject', about: organization(args['uscc']) }
    case 'organizations':
      return (args['usccs'] as readonly unknown[]).map((uscc) => ({ at: 'subject', about: organization(uscc) }))
    case 'naturalPerson':
      return { at: 'subject', about: person(on.world, args['document'] as Readonly<Record<string, string>>) }
    case 'record':
      return record(on, String(args['id']))
    case 'records':
      // One by one: a record that is refused is an error of its own place.
      return (args['ids'] as readonly unknown[]).map((id) => caught(() => record(on, String(id))))
    default:
      throw new Error(`no root field ${name}`)
  }
}

function caught(make: () => unknown): unknown {
  try {
    return make()
  } catch (thrown) {
    return thrown
  }
}

function organization(uscc: unknown): CreditSubject {
  const reading = parseUscc(String(uscc))
  if (!reading.ok) throw new Error('no code')
  return { kind: 'organization', key: reading.uscc }
}

function person({ secrets }: CaseWorld, { kind = '', number = '' }: Readonly<Record<string, string>>): CreditSubject {
  const reading = parseDocument(kind, number, today)
  if (!reading.ok) throw new Error('no document')
  return { kind: 'person', key: personRef(secrets.refKey, reading.kind, reading.number) }
}

function record(on: Answering, id: string): Source {
  const code = on.law.recordId(id)
  if (code !== null) throw new Refused(code)
  const item = parseRecordId(id)?.item ?? ''
  if (on.isImagined) return { at: 'record', item, about: null, row: null }
  const found = on.world.rows.find(({ row }) => row.id === id)
  if (found === undefined || on.law.row(found.row).kind !== 'show') throw new Refused('NOT_FOUND')
  return { at: 'record', item, about: null, row: found.row }
}
