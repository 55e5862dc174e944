/** A fastify request as the signature check takes it. */
import type { FastifyRequest } from 'fastify'
import { proveCaller } from './proven-callers.ts'
import type { SignedCallers, SignedRequest } from './signed-callers.ts'

/** The operator's key id. Throws RegistryError `OPERATOR_REQUIRED`. */
export function operatorOf(callers: SignedCallers, request: FastifyRequest): string {
  return callers.operator(signedRequest(request))
}

/** Method, address as sent, headers and the raw bytes. */
export function signedRequest(request: FastifyRequest): SignedRequest {
  return {
    method: request.method,
    target: request.url,
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    onProven: (keyId) => proveCaller(request, keyId),
  }
}
