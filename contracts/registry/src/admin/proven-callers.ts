/** Whose signature over a request has held: known from then on, whatever becomes of the call, so that a refusal has its entry under a name. */
import type { FastifyRequest } from 'fastify'

const keyIds = new WeakMap<FastifyRequest, string | null>()

/** The signature of this key holds over the whole request. */
export function proveCaller(request: FastifyRequest, keyId: string): void {
  keyIds.set(request, keyId)
}

/** The key's id; undefined while no signature has held, `null` once the call's entry is written. */
export function provenCaller(request: FastifyRequest): string | null | undefined {
  return keyIds.get(request)
}

/** The call has its entry: its refusal needs no other. */
export function hasEntry(request: FastifyRequest): void {
  keyIds.set(request, null)
}
