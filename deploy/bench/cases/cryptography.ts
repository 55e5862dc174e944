/** What vouching costs, each operation alone: per request the hub does one proof, one look at a remembered token, and per agency one signed fetch and one checked answer. */
import {
  fixedJwks,
  generateKeyPairJwk,
  HourlyKeys,
  hourOf,
  type IssuerTrust,
  importSigningKey,
  importVerifyKey,
  jwkThumbprint,
  NonceStore,
  signAccessToken,
  signAnswer,
  signDpopProof,
  signFetch,
  VerifiedTokens,
  verifyAccessToken,
  verifyAnswer,
  verifyDpopProof,
} from '@xinqiao/schema'
import type { MicroOperation } from '../measure/micro.ts'

/** Proofs made beforehand; each is used once. */
const proofsDefault = 40_000
/** Size of an agency's answer in the case `profile`, in bytes. */
const answerBytes = 1_500
const issuer = 'http://127.0.0.1:4001'
const audience = 'http://127.0.0.1:4000'
const url = `${audience}/graphql`

/** The operations, with keys made for this run. */
export async function cryptographyOperations(proofs: number = proofsDefault): Promise<readonly MicroOperation[]> {
  return [...(await fetchOperations()), ...(await tokenOperations(proofs))].map((operation) => ({
    ...operation,
    case: 'cryptography',
  }))
}

type Operation = Omit<MicroOperation, 'case'>

async function fetchOperations(): Promise<readonly Operation[]> {
  const now = Math.floor(Date.now() / 1000)
  const [hub, agency, hubAgreement, agencyAgreement] = await Promise.all([
    generateKeyPairJwk('Ed25519'),
    generateKeyPairJwk('Ed25519'),
    generateKeyPairJwk('X25519'),
    generateKeyPairJwk('X25519'),
  ])
  const hourly = new HourlyKeys('hub', hubAgreement.privateKey)
  const fetchKey = importSigningKey(hub.privateKey)
  const body = Buffer.from(
    JSON.stringify({ query: 'query($r:[_Any!]!){_entities(representations:$r){__typename}}'.repeat(6), variables: {} }),
  )
  const fetchOf = (at: number) =>
    ({
      method: 'POST',
      url: 'http://127.0.0.1:4010/graphql',
      body,
      contract: 'BENCH-01@1',
      purpose: 'TAX_CREDIT',
      case: '琼税案〔2026〕9号',
      official: 'task:bench',
      items: ['amr.reg.basic', 'amr.penalty'],
      requestId: String(at),
    }) as const
  const sent = { method: 'POST', url: fetchOf(0).url, headers: signFetch(fetchOf(0), fetchKey) }
  const answer = { status: 200, contentType: 'application/json', body: Buffer.alloc(answerBytes, 'x') }
  const headers = signAnswer(
    {
      ...answer,
      request: {
        method: 'POST',
        targetUri: sent.url,
        contentDigest: sent.headers['content-digest'] ?? '',
        requestId: sent.headers['hub-request-id'] ?? '',
        signature: (sent.headers['signature'] ?? '').slice('hub='.length),
      },
    },
    importSigningKey(agency.privateKey),
  )
  const received = {
    status: 200,
    body: answer.body,
    headers: { ...headers, 'content-type': answer.contentType },
    request: sent,
  }
  const agencyKey = importVerifyKey(agency.publicKey)
  return [
    {
      name: 'sign-fetch-hourly',
      run: (at) => signFetch(fetchOf(at), hourly.keyOf(agencyAgreement.publicKey, hourOf(now))),
    },
    { name: 'sign-fetch-ed25519', run: (at) => signFetch(fetchOf(at), fetchKey) },
    { name: 'verify-answer', run: () => verifyAnswer(received, { key: agencyKey, nowSeconds: now }) },
  ]
}

async function tokenOperations(proofs: number): Promise<readonly Operation[]> {
  const now = Math.floor(Date.now() / 1000)
  const [tokenKey, client] = await Promise.all([generateKeyPairJwk('ES256'), generateKeyPairJwk('ES256')])
  const jkt = await jwkThumbprint(client.publicKey)
  const detail = {
    type: 'credit_query',
    contract: 'BENCH-01',
    purpose: 'TAX_CREDIT',
    case: '琼税案〔2026〕9号',
  } as const
  const { token } = await signAccessToken({ issuer, audience, clientId: 'bench-1', detail, jkt }, tokenKey.privateKey)
  const trust: IssuerTrust = {
    issuer,
    algorithms: ['ES256'],
    maxTokenLifeSeconds: 300,
    clients: ['bench-1'],
    keys: fixedJwks([tokenKey.publicKey]),
  }
  const verified = await verifyAccessToken(token, { issuers: [trust], audience, nowSeconds: now })
  const remembered = new VerifiedTokens()
  remembered.set(token, verified, 1)
  const made: string[] = []
  for (let at = 0; at < proofs; at += 1)
    made.push(await signDpopProof({ method: 'POST', url, accessToken: token, nowSeconds: now }, client.privateKey))
  const jtiStore = new NonceStore()
  return [
    { name: 'verify-token', run: () => verifyAccessToken(token, { issuers: [trust], audience, nowSeconds: now }) },
    { name: 'token-remembered', run: () => remembered.get(token, 1, now) },
    {
      name: 'verify-dpop-proof',
      run: (at) =>
        at < proofs
          ? verifyDpopProof({
              proof: made[at] ?? '',
              method: 'POST',
              url,
              accessToken: token,
              jkt,
              nowSeconds: now,
              jtiStore,
              client: 'bench-1',
            })
          : undefined,
    },
  ]
}
