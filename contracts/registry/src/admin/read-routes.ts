/** What the registry shows: agencies, consumers, contracts. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RegistryConfig } from '../config.ts'
import { RegistryError } from '../errors.ts'
import type { ReleaseLine } from '../release/release-line.ts'
import type { SignedCallers } from './signed-callers.ts'
import { operatorOf } from './signed-request.ts'
import { agencyView, contractView } from './views.ts'

/** What reading needs. */
export interface ReadRooms {
  readonly line: ReleaseLine
  readonly callers: SignedCallers
  readonly config: RegistryConfig
}

/** What stands here is signed into every bundle anyway; in production the operator's signature is asked for all the same. */
export function readRoutes(app: FastifyInstance, { line, callers, config }: ReadRooms): void {
  const mayRead = (request: FastifyRequest): void => {
    if (config.profile === 'production') operatorOf(callers, request)
  }
  app.get('/agencies', async (request) => {
    mayRead(request)
    return { agencies: [...line.state.agencies.values()].map(agencyView) }
  })
  app.get('/consumers', async (request) => {
    mayRead(request)
    return { consumers: [...line.state.consumers.values()] }
  })
  app.get('/contracts', async (request) => {
    mayRead(request)
    return { contracts: [...line.state.contracts.values()].map(contractView) }
  })
  app.get<{ Params: { id: string } }>('/contracts/:id', async (request) => {
    mayRead(request)
    const versions = [...line.state.contracts.values()].filter((contract) => contract.id === request.params.id)
    if (versions.length === 0) throw new RegistryError('UNKNOWN', 404, 'The registry knows no contract of this id.')
    return { contract: versions.toSorted((a, b) => b.version - a.version)[0], versions: versions.map(contractView) }
  })
}
