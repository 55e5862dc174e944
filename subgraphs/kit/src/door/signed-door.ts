/** The door of a subgraph: who may speak is told by signatures alone, and every answer to the hub is signed (trust.md §4). */
import {
  announcedIngestKey,
  type IngestTag,
  importSigningKey,
  importVerifyKey,
  NonceStore,
  type StreamingDigest,
  signAnswer,
  verifyIngest,
} from '@xinqiao/schema'
import type { FastifyReply } from 'fastify'
import type { AgencyConfig } from '../config.ts'
import { unauthenticated } from '../errors.ts'
import type { Answer } from '../front/answer-bytes.ts'
import type { OfficeKeys } from '../keys/office-keys.ts'
import type { HubCall } from './hub-call.ts'
import { refusedBySignature, type SignedRequest, toReceived } from './received-request.ts'
import { openGatewayVerifier } from './verify-gateway.ts'

/** An answer as it leaves. */
export type SignedAnswer = Answer

export interface SignedDoor {
  /** The gateway's fetch; a promise only where the office has to be asked for a key. @throws GatewayCallRefused `UNAUTHENTICATED`; KitError `OVERLOADED` when no nonce can be remembered */
  verifyGateway(request: SignedRequest, body: Uint8Array): HubCall | Promise<HubCall>
  /** An act of the office's operator. @throws GatewayCallRefused `UNAUTHENTICATED` */
  verifyOperator(request: SignedRequest, body: Uint8Array): Promise<void>
  /** The agency itself or the office's operator, reading what a subgraph tells of itself. */
  verifyReader(request: SignedRequest): Promise<void>
  /** A file of the agency's own systems; the digest counts its bytes and is asked at their end. */
  verifyIngest(request: SignedRequest): Promise<StreamingDigest>
  /** Signs an answer to the hub for the agency, who cannot deny it later. */
  sign(call: HubCall, status: number, contentType: string, text: string): SignedAnswer
  /** Sends an answer to the hub, signed. */
  answer(reply: FastifyReply, call: HubCall, status: number, contentType: string, body: string): FastifyReply
  /** The agency's own address, once it is known; never taken from a `Host` header. */
  setPublicUrl(url: string): void
}

/** Opens the door with the agency's keys and the office's list. */
export function openSignedDoor(config: AgencyConfig, keys: OfficeKeys): SignedDoor {
  const signingKey = importSigningKey(config.keys.agency)
  const ownKey = importVerifyKey(config.keys.agency)
  const nonces = new NonceStore()
  let publicUrl = config.publicUrl ?? ''
  const gateway = openGatewayVerifier({ agreementKey: config.keys.agreement, keys, nonces })

  const senderKey = async (tag: IngestTag, keyId: string) => {
    if (tag === 'xinqiao-ingest-1') return ownKey.keyId === keyId ? ownKey : undefined
    const listed = await keys.find('operator', keyId)
    return listed === undefined ? undefined : importVerifyKey(listed.jwk)
  }
  const verify = async (request: SignedRequest, tags: readonly IngestTag[]): Promise<StreamingDigest> => {
    try {
      const announced = announcedIngestKey(request.headers)
      const tag = tags.find((known) => known === announced.tag)
      if (tag === undefined) throw unauthenticated()
      const key = await senderKey(tag, announced.keyId)
      return verifyIngest(toReceived(request), { publicUrl, key, tag, nonces, nowSeconds: Date.now() / 1000 }).digest
    } catch (error) {
      throw refusedBySignature(error)
    }
  }
  const sign = (call: HubCall, status: number, contentType: string, text: string): SignedAnswer => {
    const body = Buffer.from(text)
    const headers = signAnswer({ status, contentType, body, request: call.answered }, signingKey)
    return { status, headers: { 'content-type': contentType, ...headers }, body }
  }
  return {
    verifyGateway: (request, body) => gateway(request, body, publicUrl),
    verifyOperator: async (request, body) => demandBody(await verify(request, ['xinqiao-admin-1']), body),
    verifyReader: async (request) =>
      demandBody(await verify(request, ['xinqiao-ingest-1', 'xinqiao-admin-1']), new Uint8Array()),
    verifyIngest: (request) => verify(request, ['xinqiao-ingest-1']),
    sign,
    answer: (reply, call, status, contentType, text) => {
      const { headers, body } = sign(call, status, contentType, text)
      return reply.code(status).headers(headers).send(body)
    },
    setPublicUrl: (url) => {
      publicUrl = url
    },
  }
}

function demandBody(digest: StreamingDigest, body: Uint8Array): void {
  try {
    digest.update(body)
    digest.demand()
  } catch (error) {
    throw refusedBySignature(error)
  }
}
