/** `PUT /agencies/{id}`: who an agency is, where it answers, with which keys. Read once, trusted inside. */
import type { FetchAuth, Jwk } from '@xinqiao/contracts'
import { type Catalog, codeEntry, itemsOfProvider, parseUscc } from '@xinqiao/schema'
import { type Finding, RegistryError } from '../errors.ts'

/** What an agency registers. */
export interface AgencyRequest {
  readonly id: string
  readonly sdl: string
  /** Base URL, without a slash at its end. */
  readonly url: string
  readonly body: string
  readonly key: Jwk
  readonly agreementKey: Jwk
  readonly fetchAuth: FetchAuth
}

/** Registering departments whose bodies are state organs and public institutions (GB 32100). */
const publicDepartments = ['1']

/**
 * Reads the body of the request.
 * @throws RegistryError `REQUEST_INVALID` naming every part that is not as expected.
 */
export function readAgencyRequest(id: string, body: unknown): AgencyRequest {
  const given = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}
  const wrong: string[] = []
  const text = (name: string): string => {
    const value = given[name]
    if (typeof value === 'string' && value !== '') return value
    wrong.push(`${name}: expected a text`)
    return ''
  }
  const key = (name: string, curve: string): Jwk => {
    const value = given[name]
    if (isPublicKey(value, curve))
      return Object.freeze({
        kty: 'OKP',
        crv: curve,
        x: value['x'],
        ...(typeof value['kid'] === 'string' ? { kid: value['kid'] } : {}),
      })
    wrong.push(`${name}: expected a public JWK, kty OKP, crv ${curve}`)
    return {}
  }
  const fetchAuth = given['fetchAuth'] ?? 'hourly'
  if (fetchAuth !== 'hourly' && fetchAuth !== 'ed25519') wrong.push('fetchAuth: expected hourly or ed25519')
  const request: AgencyRequest = {
    id,
    sdl: text('sdl'),
    url: text('url').replace(/\/$/, ''),
    body: text('body'),
    key: key('key', 'Ed25519'),
    agreementKey: key('agreementKey', 'X25519'),
    fetchAuth: fetchAuth === 'ed25519' ? 'ed25519' : 'hourly',
  }
  if (wrong.length > 0)
    throw new RegistryError('REQUEST_INVALID', 400, `The registration is incomplete: ${wrong.join('; ')}.`)
  return request
}

/** What the law and the network say against the agency itself; its schema is checked apart. */
export function agencyFindings(
  request: AgencyRequest,
  catalog: Catalog,
  hosts: readonly string[],
  production: boolean,
): readonly Finding[] {
  const findings: Finding[] = []
  const add = (
    code: 'NOT_PROVIDER' | 'SUBJECT_ID_INVALID' | 'ENDPOINT_NOT_ALLOWED',
    where: string,
    message: string,
  ): void => {
    const { article, nextEn } = codeEntry(code)
    findings.push({ code, where, message, article, next: nextEn })
  }
  if (!catalog.providers.has(request.id))
    add('NOT_PROVIDER', request.id, `${request.id} is no provider of the catalog in force.`)
  const body = parseUscc(request.body)
  if (!body.ok) add('SUBJECT_ID_INVALID', 'body', 'The body of the agency is no valid unified social credit code.')
  const providesPublic = itemsOfProvider(catalog, request.id).some((item) => item.class === 'public')
  if (body.ok && providesPublic && !publicDepartments.includes(body.uscc.charAt(0))) {
    add(
      'NOT_PROVIDER',
      'body',
      `${request.id} provides public credit information, and this body is neither a state organ nor a public institution (REG-2.3).`,
    )
  }
  if (!endpointAllowed(request.url, hosts, production))
    add('ENDPOINT_NOT_ALLOWED', 'url', 'The endpoint lies outside the hosts that the hub may call.')
  return findings
}

function endpointAllowed(url: string, hosts: readonly string[], production: boolean): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(url)
  if (protocol !== 'https:' && (production || protocol !== 'http:')) return false
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false
  return hosts.some((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host))
}

function isPublicKey(value: unknown, curve: string): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const key = value as Readonly<Record<string, unknown>>
  return key['kty'] === 'OKP' && key['crv'] === curve && typeof key['x'] === 'string' && key['d'] === undefined
}
