/** The short named list of the package: the one door as a process. */

export { type GatewayConfig, type GatewayKeys, readConfig } from './config.ts'
export { GatewayError, type GatewayErrorCode } from './errors.ts'
export { type RunningGateway, startGateway } from './start-gateway.ts'
