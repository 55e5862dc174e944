/** The only reader of the environment: each flag has an environment name, and flags win. */

/** Settings that no single flag names. */
export interface Environment {
  readonly language: string
  readonly stateDir: string | null
  /** The folder the verb was called in; npx and npm change the process's own. */
  readonly invokedFrom: string
}

/** Reads the environment once per call; nothing is cached, so tests can set it. */
export function readEnvironment(): Environment {
  const env = process.env
  return {
    language: env['XINQIAO_LANG'] ?? env['LC_ALL'] ?? env['LANG'] ?? 'en',
    stateDir: env['XINQIAO_STATE'] ?? null,
    invokedFrom: env['INIT_CWD'] ?? process.cwd(),
  }
}

/** What the environment says for a flag: `--subject-kind` is `XINQIAO_SUBJECT_KIND`. */
export function flagFromEnvironment(name: string): string | undefined {
  const value = process.env[`XINQIAO_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`]
  return value === '' ? undefined : value
}
