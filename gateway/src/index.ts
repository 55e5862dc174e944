/** The short named list of the package: the one door as a process. */

export type { RunningBundle } from './bundle/running-bundle.ts'
export { type GatewayConfig, type GatewayKeys, readConfig } from './config.ts'
export type { Contracted } from './contract/contracted.ts'
export { type Engine, type EngineParts, loadGraph, openEngine } from './engine.ts'
export { GatewayError, type GatewayErrorCode } from './errors.ts'
export type { Facts } from './facts/facts.ts'
export type { Vouching } from './fetch/vouching.ts'
export { cursorKeyOf } from './plan/sealed-cursor.ts'
export { type RunningGateway, startGateway } from './start-gateway.ts'
