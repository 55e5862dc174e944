/** One outside subgraph on real HTTP: `@apollo/subgraph` and graphql-js, with a log of everything it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { execute, type GraphQLSchema, isInterfaceType, isObjectType, parse, validate } from 'graphql'
import { findThing, keysOf } from './find-thing.ts'
import { isMap, type OutsideService, resolveAs, type World } from './world.ts'

/** One question as it came. */
export interface Asked {
  readonly service: string
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

export interface RunningService {
  readonly name: string
  readonly url: string
  readonly sdl: string
  readonly schema: GraphQLSchema
  readonly asked: Asked[]
  /** Data of the next questions. */
  world: World
  close(): Promise<void>
}

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires",
  "@provides", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@tag", "@context", "@fromContext", "@composeDirective", "@extends"])
`

/** SDL of a subgraph, as it is composed and served. */
export function sdlOf({ sdl, isFirstEdition }: OutsideService): string {
  return isFirstEdition === true ? sdl : `${link}${sdl}`
}

/** Serves a subgraph on a free port of loopback. */
export async function startService(service: OutsideService, world: World): Promise<RunningService> {
  const schema = buildService(service, () => running.world)
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const running: RunningService = {
    name: service.name,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    sdl: service.sdl,
    schema,
    asked: [],
    world,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const { query, variables } = isMap(body) ? body : {}
    const asked = { service: service.name, query: String(query), variables: isMap(variables) ? variables : {} }
    running.asked.push(asked)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(await answerAs(service, running, asked)))
  }
  return running
}

async function answerAs(service: OutsideService, { schema, world }: RunningService, asked: Asked): Promise<unknown> {
  const document = parse(asked.query)
  const errors = validate(schema, document)
  if (errors.length > 0) return { errors: errors.map(({ message }) => ({ message })) }
  return execute({
    schema,
    document,
    variableValues: { ...asked.variables },
    rootValue: {},
    fieldResolver: resolveAs(service, world),
    typeResolver: (value) => (isMap(value) ? String(value['__typename']) : undefined),
  })
}

function buildService(service: OutsideService, world: () => World): GraphQLSchema {
  const typeDefs = parse(sdlOf(service))
  const bare = buildSubgraphSchema([{ typeDefs }])
  const resolvers: Record<string, object> = {}
  for (const type of Object.values(bare.getTypeMap())) {
    if (keysOf(type).length > 0 && (isObjectType(type) || isInterfaceType(type)))
      resolvers[type.name] = {
        __resolveReference: (representation: Record<string, unknown>) =>
          findThing(bare, world().things, representation),
      }
  }
  return buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }])
}
