/**
 * Agencies of the hub's own graph in a thread of their own, so that what they cost is not counted as the hub's. They answer
 * everything they are asked, closed items and old records too, there with a canary in every text: none may ever come out.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { agencySdl, dataStandards, provincialCatalog, typeName } from '@xinqiao/schema'
import type * as GraphQLJs from 'graphql'
import { canary } from './canary.ts'

// The copy that @apollo/subgraph requires.
const { execute, getNamedType, isLeafType, isListType, isNonNullType, parse, validate } = createRequire(
  import.meta.url,
)('graphql') as typeof GraphQLJs

interface Settings {
  readonly agencies: readonly string[]
  /** Items that some contract grants. */
  readonly open: readonly string[]
}

type Source = Readonly<Record<string, unknown>>

const { agencies, open } = workerData as Settings
const items = new Map([...provincialCatalog().items.values()].map((item) => [typeName(item.id), item]))

/** A record: its facts, and whether its texts are canaries. */
function rowOf(type: string, subject: string, isOld: boolean, id?: string): Source {
  const item = items.get(type)
  return {
    __typename: type,
    isSecret: isOld || !open.includes(item?.id ?? ''),
    id: id ?? `${item?.id}:${isOld ? 'OLD' : 'R-1'}`,
    item: item?.id,
    class: item?.class,
    provider: item?.provider,
    determinedOn: isOld ? '2011-01-05' : '2026-01-05',
    ongoing: false,
    concludedOn: null,
    validTo: null,
    seriousness: null,
    removedOn: null,
    sourceRecord: null,
    division: '460100',
    version: 1,
    subject,
    subjectKind: subject.length === 18 ? 'legal_person' : 'natural_person',
    objection: null,
    masked: [],
  }
}

const resolve: GraphQLJs.GraphQLFieldResolver<Source, unknown> = (source, args, _context, info) => {
  const known = source?.[info.fieldName]
  if (known !== undefined && info.fieldName !== '_entities') return known
  const type = info.returnType
  const named = getNamedType(type)
  const subject = [source?.['uscc'], source?.['ref'], source?.['subject']].find((one) => typeof one === 'string') ?? ''
  if ('getFields' in named && 'nodes' in named.getFields()) {
    const row = getNamedType((named.getFields()['nodes'] as GraphQLJs.GraphQLField<unknown, unknown>).type).name
    // Disclosed for five years, and these are older: the rules of the hub keep them back.
    const isFiveYears = items.get(row)?.period === 'NEG5'
    const rows = [rowOf(row, subject, false), ...(isFiveYears ? [rowOf(row, subject, true)] : [])]
    return {
      nodes: rows.slice(0, Number(args['first'] ?? rows.length)),
      pageInfo: { hasNextPage: false, endCursor: null },
    }
  }
  const made = isLeafType(named) ? leaf(named.name, info.fieldName, source) : child(named.name, subject, source)
  return isListType(isNonNullType(type) ? type.ofType : type) ? [made] : made
}

function child(type: string, subject: string, source: Source): Source {
  return items.has(type) ? rowOf(type, subject, false) : { subject, isSecret: source?.['isSecret'] === true }
}

function leaf(type: string, field: string, source: Source): unknown {
  if (type === 'Int' || type === 'Float' || type === 'Fen') return 1
  if (type === 'Boolean') return true
  if (type === 'LegalDate') return '2026-01-05'
  if (/Date|Time|Instant/u.test(type)) return '2026-01-06T02:00:00Z'
  // No contract of the fuzzer grants a full number: what stands between its ends is masked.
  if (field === 'documentNumber') return `4601${canary}0018`
  return source?.['isSecret'] === true ? `${canary}-${field}` : 'open text'
}

async function serve(agency: string): Promise<string> {
  const typeDefs = parse(agencySdl(agency, provincialCatalog(), dataStandards()))
  const bare = buildSubgraphSchema([{ typeDefs }])
  const references = Object.fromEntries(
    [...items.keys()]
      .filter((type) => bare.getType(type) !== undefined)
      .map((type) => [type, { __resolveReference: ({ id }: Source) => rowOf(type, '', false, String(id)) }]),
  )
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: references as never }])
  const server = createServer((request, response) => void answer(schema, request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
}

async function answer(
  schema: GraphQLJs.GraphQLSchema,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
  const asked = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
    query: string
    variables: Record<string, unknown>
  }
  const document = parse(asked.query)
  const errors = validate(schema, document)
  const result =
    errors.length > 0
      ? { errors }
      : await execute({ schema, document, variableValues: asked.variables, rootValue: {}, fieldResolver: resolve })
  const bytes = Buffer.from(JSON.stringify(result))
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes)
}

const urls = await Promise.all(agencies.map(async (agency) => [agency, await serve(agency)] as const))
parentPort?.postMessage(urls)
