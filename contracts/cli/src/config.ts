/** The only reader of the environment: every flag that has an environment name is read here. */

/** Settings that may come from the environment; flags win. */
export interface Environment {
  readonly language: string
  readonly stateDir: string | null
  readonly hub: string | null
  readonly invokedFrom: string
  readonly noColor: boolean
}

/** Reads the environment once per call; nothing is cached, so tests can set it. */
export function readEnvironment(): Environment {
  const env = process.env
  return {
    language: env['XINQIAO_LANG'] ?? env['LC_ALL'] ?? env['LANG'] ?? 'en',
    stateDir: env['XINQIAO_STATE'] ?? null,
    hub: env['XINQIAO_HUB'] ?? null,
    invokedFrom: env['INIT_CWD'] ?? process.cwd(),
    noColor: env['NO_COLOR'] !== undefined,
  }
}
