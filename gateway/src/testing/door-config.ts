/** The settings of a gateway under test. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { noKeeperSettings } from '@xinqiao/audit-store'
import type { GatewayConfig } from '../config.ts'
import { type HubKeys, publicHalf } from './hub-keys.ts'

/** A gateway on a free port of loopback, on the day of the samples, without a keeper beside its log. */
export function doorConfig(keys: HubKeys, registryUrl: string, stateDir: string): GatewayConfig {
  const secret = (): Uint8Array => randomBytes(32)
  return {
    profile: 'development',
    clock: '2026-11-23T10:00:00+08:00',
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'https://hub.example',
    registryUrl,
    officeRoot: publicHalf(keys.root),
    stateDir,
    ownKeysDir: join(stateDir, 'own-keys'),
    auditKeeper: noKeeperSettings,
    keys: { fetch: keys.fetch, agreement: keys.agreement, answer: keys.answer, cursor: secret(), ref: secret() },
    node: 'gateway',
    logLevel: 'silent',
  }
}
