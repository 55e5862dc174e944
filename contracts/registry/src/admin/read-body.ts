/** JSON bodies, read after their signature held. */
import type { FastifyRequest } from 'fastify'
import { RegistryError } from '../errors.ts'
import type { SchemaQuestion } from '../schemas/check-schema.ts'

/**
 * The body as an object.
 * @throws RegistryError `REQUEST_INVALID` when it is none.
 */
export function readBody(request: FastifyRequest): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = Buffer.isBuffer(request.body) ? JSON.parse(request.body.toString('utf8')) : undefined
  } catch {
    throw new RegistryError('REQUEST_INVALID', 400, 'The body is no JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RegistryError('REQUEST_INVALID', 400, 'The body is no JSON object.')
  return value as Readonly<Record<string, unknown>>
}

/** `{agency, sdl}` of a schema check. */
export function readSchemaQuestion(body: Readonly<Record<string, unknown>>): SchemaQuestion {
  const { agency, sdl } = body
  if (typeof agency !== 'string' || typeof sdl !== 'string')
    throw new RegistryError('REQUEST_INVALID', 400, 'Expected {agency, sdl}.')
  return { agency, sdl }
}
