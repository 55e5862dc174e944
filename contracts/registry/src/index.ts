/** The front door of the registry: a process of its own, or started inside a test. */
export { type RegistryConfig, type RegistryKeys, readConfig } from './config.ts'
export { RegistryError } from './errors.ts'
export { type RunningRegistry, startRegistry } from './start-registry.ts'
