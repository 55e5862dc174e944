/** The doctor's trials: each does the real thing and says whether it worked. */
import { setTimeout as pause } from 'node:timers/promises'
import { ConsumerKitError, openSession } from '@xinqiao/consumer-kit'
import { asObject } from '../output/profile.ts'
import type { TrialName } from '../texts/trials.ts'
import { indexHeads, type OriginHead } from './audit-index.ts'
import type { FoundAgency, FoundHub } from './find-hub.ts'
import { getJson, reach } from './plain-request.ts'
import { readJsonKey } from './read-key.ts'
import { contractViews } from './registry-reads.ts'
import { getSignedLines } from './signed-request.ts'

/** One trial of one part. */
export interface Trial {
  readonly part: string
  readonly trial: TrialName
  readonly test: () => Promise<boolean>
}

const nodeMajorNeeded = 24
/** Signatures and proofs are good for longer than this, so a greater skew is found before it hurts. */
const clockSkewMaxMs = 10_000
/** An idle log writes an entry each 30 s, and the index follows within 5 s. */
const indexLagMaxMs = 60_000
/** An index that is being made again catches up within moments: it is looked at so often, so far apart. */
const indexLooks = 20
const indexLookMs = 1_000
const unauthenticated = 401

/** Trials of every part that hub.json names. */
export function trialsOf(hub: FoundHub): readonly Trial[] {
  return [
    { part: 'cli', trial: 'node', test: async () => Number(process.versions.node.split('.')[0]) >= nodeMajorNeeded },
    { part: 'gateway', trial: 'live', test: answers(`${hub.gateway}/live`) },
    { part: 'gateway', trial: 'lawful', test: answers(`${hub.gateway}/ready`) },
    { part: 'gateway', trial: 'clock', test: async () => clockFits(await reach(`${hub.gateway}/live`)) },
    { part: 'gateway', trial: 'keeper', test: evidence(hub, ({ keeper }) => keeper === 'up') },
    { part: 'gateway', trial: 'witnesses', test: evidence(hub, ({ witnesses }) => isWitnessed(witnesses)) },
    { part: 'registry', trial: 'auditIndex', test: () => indexFollows(hub) },
    { part: 'registry', trial: 'operator', test: async () => Array.isArray(await contractViews(hub)) },
    { part: 'issuer', trial: 'metadata', test: answers(`${hub.issuer}/.well-known/oauth-authorization-server`) },
    ...Object.entries(hub.agencies).flatMap(([id, agency]) => agencyTrials(id, agency)),
    ...Object.entries(hub.clients).map(
      ([id, { key }]): Trial => ({
        part: id,
        trial: 'clientKey',
        test: () => keyIsKnown(hub, id, key),
      }),
    ),
  ]
}

function answers(url: string): () => Promise<boolean> {
  return async () => (await reach(url)).ok
}

function evidence(hub: FoundHub, test: (health: Readonly<Record<string, unknown>>) => boolean): () => Promise<boolean> {
  return async () => test(asObject(await getJson(`${hub.gateway}/health/audit`)))
}

/** Without witnesses there is nothing to be late; a keeper that has not told yet is the trial above. */
function isWitnessed(standing: unknown): boolean {
  return standing !== 'late' && standing !== 'stop'
}

async function indexFollows(hub: FoundHub): Promise<boolean> {
  for (let look = 1; ; look += 1) {
    if (isFresh(await indexHeads(hub), Date.now())) return true
    if (look === indexLooks) return false
    await pause(indexLookMs)
  }
}

/** Logs that end no more are in the index to their end, the others to a moment ago. */
function isFresh(heads: readonly OriginHead[], nowMs: number): boolean {
  return heads.every(({ ended, completeAt }) => ended || nowMs - completeAt < indexLagMaxMs)
}

function clockFits(response: Response): boolean {
  return Math.abs(Date.parse(response.headers.get('date') ?? '') - Date.now()) < clockSkewMaxMs
}

function agencyTrials(part: string, { url, key }: FoundAgency): readonly Trial[] {
  const calls = (): string => `${url}/calls?since=${encodeURIComponent(new Date().toISOString())}`
  const unsigned = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{__typename}"}' }
  return [
    { part, trial: 'ready', test: answers(`${url}/ready`) },
    { part, trial: 'ownSignature', test: async () => Array.isArray(await getSignedLines(calls(), readJsonKey(key))) },
    { part, trial: 'unsigned', test: async () => (await reach(`${url}/graphql`, unsigned)).status === unauthenticated },
  ]
}

/** A contract nobody has is refused by law only after the client's key was recognised. */
async function keyIsKnown(hub: FoundHub, clientId: string, key: string): Promise<boolean> {
  const { gateway, issuer } = hub
  const nobodys = { contract: 'none', purpose: 'none' }
  const session = await openSession({ gateway, issuer, clientId, privateKey: readJsonKey(key), ...nobodys })
  try {
    await session.query('{ __typename }', {})
    return false
  } catch (error) {
    return error instanceof ConsumerKitError && error.hubCode === 'CONTRACT_INACTIVE'
  }
}
