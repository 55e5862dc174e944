/**
 * Program of the child process: composes the subgraphs it is sent, loads the result as the gateway will, answers once, ends.
 * Everything it is sent is hostile; it has no secrets, no environment and no file to write.
 */
import { composeServices } from '@apollo/composition'
import { Supergraph } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import { type GraphQLError, parse } from 'graphql'
import { compositionFindingsMax } from '../limits.ts'
import type { Composition, CompositionProblem, SubgraphText } from './composition.ts'

process.once('message', (message: readonly SubgraphText[]) => {
  process.send?.(compose(message), undefined, {}, () => process.disconnect())
})

function compose(subgraphs: readonly SubgraphText[]): Composition {
  try {
    // No address of an agency ever stands in a supergraph: the bundle alone says where an agency answers.
    const services = subgraphs.map(({ name, sdl }) => ({
      name,
      url: `http://${name}.agency.invalid/graphql`,
      typeDefs: parse(sdl),
    }))
    const result = composeServices(services)
    if (result.errors !== undefined) return failed(result.errors.slice(0, compositionFindingsMax).map(problemOf))
    return testLoad(result.supergraphSdl)
  } catch (error) {
    return failed([
      {
        kind: 'INVALID_GRAPHQL',
        message: error instanceof Error ? error.message : 'the schema could not be read',
        subgraphs: [],
      },
    ])
  }
}

/** A supergraph that composes may still not load, or not plan. */
function testLoad(supergraph: string): Composition {
  try {
    const loaded = Supergraph.build(supergraph)
    new QueryPlanner(loaded)
    loaded.apiSchema().toGraphQLJSSchema()
    return { kind: 'composed', supergraph }
  } catch (error) {
    return failed([
      {
        kind: 'NOT_LOADABLE',
        message: error instanceof Error ? error.message : 'the supergraph does not load',
        subgraphs: [],
      },
    ])
  }
}

function failed(problems: readonly CompositionProblem[]): Composition {
  return { kind: 'failed', problems }
}

function problemOf(error: GraphQLError): CompositionProblem {
  const nodes = (error.nodes ?? []) as readonly { readonly subgraph?: string }[]
  const named = nodes.map((node) => node.subgraph).filter((name) => name !== undefined)
  const inText = [...error.message.matchAll(/\[(\w+)\]|subgraphs? "(\w+)"/g)].map((match) => match[1] ?? match[2] ?? '')
  const code = error.extensions['code']
  return {
    kind: typeof code === 'string' ? code : 'INVALID',
    message: error.message,
    subgraphs: [...new Set([...named, ...inText])],
  }
}
